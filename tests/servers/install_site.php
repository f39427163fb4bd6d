<?php
// php install_site.php CONFIG.json: installs the WordPress around CONFIG's "www" and prints, as
// JSON, its version and one application password per role.
$config = json_decode(file_get_contents($argv[1]), true);
$_SERVER['HTTP_HOST'] = parse_url($config['url'], PHP_URL_HOST) . ':' . parse_url($config['url'], PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
define('WP_INSTALLING', true);
require $config['www'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/misc.php';

$secret = fn() => bin2hex(random_bytes(9));
wp_install($config['title'], 'administrator', 'administrator@example.invalid', true, '', wp_slash($secret()));
wp_cache_flush();
global $wp_rewrite;
$wp_rewrite->set_permalink_structure($config['permalinks']);
$wp_rewrite->flush_rules(false);
// Not UTC: a time without its Z is then off by hours, and seen.
update_option('timezone_string', 'Asia/Riyadh');

$users = array();
foreach (array('administrator', 'editor', 'author', 'contributor', 'subscriber') as $role) {
    $known = get_user_by('login', $role);
    $id = $known ? $known->ID : wp_insert_user(array(
        'user_login' => $role,
        'user_pass' => $secret(),
        'user_email' => "$role@example.invalid",
        'role' => $role,
    ));
    [$password] = WP_Application_Passwords::create_new_application_password($id, array('name' => 'tests'));
    $users[$role] = WP_Application_Passwords::chunk_password($password);
}
echo json_encode(array('version' => get_bloginfo('version'), 'users' => $users));
