"""A real WordPress on loopback, from Debian's packages, wholly inside one temporary folder.

MariaDB listens on a socket only, nginx on 127.0.0.1; no system service is touched, and all of
it ends with the process that started it. Stock WordPress, but for mail and calls home.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from tests.servers import debian
from tests.servers.debian import ServerTroubleError
from tests.servers.parent import end_with_parent

PATIENCE = 30.0  # seconds for a server to come up
PRETTY = "/%year%/%monthnum%/%postname%/"
PLAIN = ""
_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"

QUIET_PLUGIN = """<?php
add_filter('pre_wp_mail', '__return_true');
add_filter('automatic_updater_disabled', '__return_true');
foreach (array('wp_version_check', 'wp_update_plugins', 'wp_update_themes') as $hook) {
    remove_all_actions($hook);
}
"""

# Faults for `planted()`. Each acts on the posts route only, so that looking again still works.
WARNING_BEFORE_JSON = """<?php
add_filter('rest_pre_serve_request', function ($served) {
    echo "<br />\\n<b>Warning</b>: Undefined array key [\\"x\\"] in plugin.php on line 3<br />\\n";
    return $served;
});
"""
FAULT_AFTER_INSERT = """<?php
add_action('rest_after_insert_post', function () { throw new Exception('a plugin broke'); });
"""
MAINTENANCE = """<?php
add_action('init', function () { header('Retry-After: 7'); wp_die('Back soon', '', 503); });
"""
NO_REVISIONS = """<?php
add_filter('wp_revisions_to_keep', '__return_zero');
"""


def slow(seconds: float) -> str:
    """A fault: every REST write takes that long before WordPress begins."""
    return (
        "<?php add_filter('rest_pre_dispatch', function ($r, $s, $request) {"
        f" if ($request->get_method() === 'POST') usleep({int(seconds * 1e6)}); return $r;"
        " }, 10, 3);"
    )


class WordPress:
    """One site. `suite` names the Debian release whose WordPress it is."""

    def __init__(
        self,
        suite: str = "bookworm",
        *,
        permalinks: str = PRETTY,
        title: str = "مدونة التجربة & Trials",
        constants: Mapping[str, str] | None = None,
    ) -> None:
        self.suite = suite
        self.permalinks = permalinks
        self.title = title
        self.constants = dict(constants or {})  # PHP constants for wp-config: name → PHP text
        self.version = ""
        self.passwords: dict[str, str] = {}  # role (and login name) → application password
        self._folder = Path()
        self._daemons: list[subprocess.Popen[bytes]] = []
        self._port = 0

    @property
    def url(self) -> str:
        """The home page, without a slash at its end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def endpoint(self) -> str:
        """The REST root."""
        return f"{self.url}/wp-json/" if self.permalinks else f"{self.url}/?rest_route=/"

    @property
    def log(self) -> str:
        """What PHP complained about."""
        file = self._folder / "log" / "php.log"
        return file.read_text(errors="replace") if file.exists() else ""

    @property
    def requests(self) -> int:
        """How many were answered since the start."""
        with (self._folder / "log" / "access.log").open("rb") as file:
            return sum(1 for _line in file)

    def __enter__(self) -> WordPress:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Bring it up; takes seconds. Raises ServerTroubleError."""
        debian.install_missing()
        # Short: the path of a socket has at most 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="midad-wp-"))
        self._port = _free_port()
        try:
            for name in ("run", "log", "tmp"):
                (self._folder / name).mkdir()
            self._copy_wordpress()
            self._start_database()
            self._configure()
            self._start_php()
            self._start_nginx()
            self._install()
            self._await_answer()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End it and remove its folder."""
        for daemon in reversed(self._daemons):
            daemon.terminate()
        for daemon in reversed(self._daemons):
            try:
                daemon.wait(timeout=20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self._daemons.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def planted(self, php: str) -> Iterator[None]:
        """Run WordPress with a must-use plugin of this source."""
        file = self._plugins / f"fault-{secrets.token_hex(4)}.php"
        file.write_text(php)
        try:
            yield
        finally:
            file.unlink()

    def php(self, code: str) -> str:
        """Run PHP inside WordPress and give back what it prints."""
        script = self._folder / "tmp" / f"{secrets.token_hex(4)}.php"
        script.write_text(f"<?php require '{self._folder}/www/wp-load.php';\n{code}")
        return self._run(["php", "-d", "display_errors=stderr", str(script)])

    # --- parts ----------------------------------------------------------------------------------

    @property
    def _plugins(self) -> Path:
        return self._folder / "www" / "wp-content" / "mu-plugins"

    def _copy_wordpress(self) -> None:
        here = Path("/")
        if self.suite != debian.codename():
            here = debian.package_tree("wordpress", self.suite)
        www = self._folder / "www"
        shutil.copytree(
            here / "usr/share/wordpress",
            www,
            ignore=shutil.ignore_patterns("wp-config.php", ".htaccess"),
            ignore_dangling_symlinks=True,
        )
        for name in ("uploads", "mu-plugins", "themes", "plugins", "languages"):
            (www / "wp-content" / name).mkdir(parents=True, exist_ok=True)
        themes = www / "wp-content" / "themes"
        if not any(themes.glob("twenty*")):
            (theme, *_) = sorted(Path("/usr/share/wordpress/wp-content/themes").glob("twenty*"))
            shutil.copytree(theme, themes / theme.name, ignore_dangling_symlinks=True)
        (self._plugins / "quiet.php").write_text(QUIET_PLUGIN)

    def _start_database(self) -> None:
        data, me = self._folder / "db", _user()
        self._run(
            [
                "mariadb-install-db",
                "--no-defaults",
                "--force",  # a bare machine's host name need not resolve
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                f"--user={me}",
                f"--datadir={data}",
                f"--tmpdir={self._folder}/tmp",  # two sites may be made at the same time
            ]
        )
        self._spawn(
            [
                "mariadbd",
                "--no-defaults",
                f"--user={me}",
                f"--datadir={data}",
                f"--socket={self._socket}",
                f"--pid-file={self._folder}/run/db.pid",
                f"--tmpdir={self._folder}/tmp",
                "--skip-networking",
                "--character-set-server=utf8mb4",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0",
                "--performance-schema=OFF",
            ]
        )
        self._await(self._database_answers, "mariadbd")
        self._sql("CREATE DATABASE wp CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci")
        self._sql("CREATE USER wp@localhost IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@localhost")

    @property
    def _socket(self) -> Path:
        return self._folder / "run" / "db.sock"

    def _sql(self, statement: str) -> None:
        self._run(["mariadb", "--no-defaults", "-uroot", "-S", str(self._socket), "-e", statement])

    def _database_answers(self) -> bool:
        if not self._socket.exists():
            return False
        ping = ["mariadb-admin", "--no-defaults", "-uroot", "-S", str(self._socket), "ping"]
        return subprocess.run(ping, capture_output=True, check=False).returncode == 0

    def _configure(self) -> None:
        constants = {
            "DB_NAME": "'wp'",
            "DB_USER": "'wp'",
            "DB_PASSWORD": "'wp'",
            "DB_HOST": f"'localhost:{self._socket}'",
            "DB_CHARSET": "'utf8mb4'",
            "DB_COLLATE": "''",
            "WP_HOME": f"'{self.url}'",
            "WP_SITEURL": f"'{self.url}'",
            "WP_ENVIRONMENT_TYPE": "'local'",  # application passwords without https
            "WP_HTTP_BLOCK_EXTERNAL": "true",
            "AUTOMATIC_UPDATER_DISABLED": "true",
            "DISALLOW_FILE_MODS": "true",
            "DISABLE_WP_CRON": "true",
            "ABSPATH": "__DIR__ . '/'",
        }
        for key in ("AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY"):
            constants[key] = f"'{secrets.token_hex(24)}'"
            constants[key.replace("KEY", "SALT")] = f"'{secrets.token_hex(24)}'"
        lines = [
            f"defined('{name}') || define('{name}', {value});"
            for name, value in (constants | self.constants).items()
        ]
        (self._folder / "www" / "wp-config.php").write_text(
            "<?php\n$table_prefix = 'wp_';\n"
            + "\n".join(lines)
            + "\nrequire_once ABSPATH . 'wp-settings.php';\n"
        )

    def _start_php(self) -> None:
        folder = self._folder
        as_root = os.getuid() == 0
        config = folder / "run" / "fpm.conf"
        config.write_text(
            f"""[global]
error_log = {folder}/log/fpm.log
daemonize = no
[www]
{"user = root" if as_root else ""}
listen = {folder}/run/fpm.sock
pm = ondemand
pm.max_children = 4
catch_workers_output = yes
php_admin_value[upload_max_filesize] = 64M
php_admin_value[post_max_size] = 64M
php_admin_value[memory_limit] = 256M
php_admin_value[display_errors] = 0
php_admin_value[opcache.revalidate_freq] = 0
php_admin_value[opcache.file_update_protection] = 0
php_admin_value[error_log] = {folder}/log/php.log
php_admin_value[upload_tmp_dir] = {folder}/tmp
php_admin_value[sys_temp_dir] = {folder}/tmp
"""
        )
        programs = sorted(Path("/usr/sbin").glob("php-fpm*"))
        if not programs:
            raise ServerTroubleError("php-fpm is missing: run packaging/debian-packages test")
        self._spawn([str(programs[-1]), *(["-R"] if as_root else []), "-y", str(config)])
        self._await((folder / "run" / "fpm.sock").is_socket, "php-fpm")

    def _start_nginx(self) -> None:
        folder = self._folder
        temporary = "\n".join(
            f"  {name}_temp_path {folder}/tmp/{name};"
            for name in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi")
        )
        config = folder / "run" / "nginx.conf"
        config.write_text(
            f"""{"user root;" if os.getuid() == 0 else ""}
worker_processes 1;
daemon off;
pid {folder}/run/nginx.pid;
error_log {folder}/log/nginx.err;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types;
  access_log {folder}/log/access.log;
  client_max_body_size 64m;
{temporary}
  server {{
    listen 127.0.0.1:{self._port};
    root {folder}/www;
    index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      try_files $uri =404;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param HTTP_HOST $http_host;
      fastcgi_pass unix:{folder}/run/fpm.sock;
      fastcgi_buffers 16 16k;
      fastcgi_buffer_size 32k;
    }}
  }}
}}
"""
        )
        self._spawn(["nginx", "-e", f"{folder}/log/nginx.err", "-c", str(config)])

    def _install(self) -> None:
        config = self._folder / "run" / "install.json"
        config.write_text(
            json.dumps(
                {
                    "www": str(self._folder / "www"),
                    "url": self.url,
                    "title": self.title,
                    "permalinks": self.permalinks,
                }
            )
        )
        script = Path(__file__).with_name("install_site.php")
        said = self._run(["php", "-d", "display_errors=stderr", str(script), str(config)])
        site = json.loads(said)
        self.version, self.passwords = site["version"], site["users"]

    def _await_answer(self) -> None:
        def answers() -> bool:
            try:
                with urllib.request.urlopen(f"{self.url}/?rest_route=/&_fields=name", timeout=20):
                    return True
            except OSError:
                return False

        self._await(answers, "WordPress")

    # --- processes --------------------------------------------------------------------------------

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command,
            env={**os.environ, "PATH": _PATH},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise ServerTroubleError(f"{command[0]} failed: {(done.stderr + done.stdout)[-1500:]}")
        return done.stdout

    def _spawn(self, command: list[str]) -> None:
        log = self._folder / "log" / f"{Path(command[0]).name}.out"
        with log.open("ab") as output:
            self._daemons.append(
                subprocess.Popen(
                    command,
                    env={**os.environ, "PATH": _PATH},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    preexec_fn=end_with_parent,
                )
            )

    def _await(self, ready: object, what: str) -> None:
        assert callable(ready)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if ready():
                return
            if any(daemon.poll() is not None for daemon in self._daemons):
                break
            time.sleep(0.05)
        logs = "".join(
            f"\n--- {file.name}\n{file.read_text(errors='replace')[-800:]}"
            for file in sorted((self._folder / "log").iterdir())
        )
        raise ServerTroubleError(f"{what} did not come up.{logs}")


def _user() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
