"""The words for what goes wrong with blogs: their answers, and syncing."""

from __future__ import annotations

from urllib.parse import urlsplit

from editor.domain import errors as e
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated
from editor.text.isolates import left_to_right as ltr
from editor.workspace.wording import Words


def _blog(error: e.RemoteError) -> str:
    return _host(error.address) or _("The blog")


def _host(address: str) -> str:
    host = urlsplit(address).hostname or address
    return ltr(host) if host else ""


def _refusal(reason: str) -> str:
    """What the blog did not like; `reason` is its own code for it."""
    known = {
        "date_missing": _("{blog} needs a date for a scheduled post."),
        "request_too_large": _("{blog} does not take anything that large."),
        "db_insert_error": _("{blog} could not store the post: it may be too long."),
        "rest_upload_sideload_error": _("{blog} does not take this kind of picture."),
        "empty_content": _("{blog} does not take a post without a title and words."),
        "status_scheduled": _("{blog} publishes nothing by itself at a later time."),
    }
    if reason in known:
        return known[reason]
    if reason.startswith("status_"):
        return _("{blog} can't keep a post in this state.")
    # Braces in a stranger's code must not reach format().
    code = isolated(reason.replace("{", "").replace("}", ""))
    return _("{blog} refused the post ({code}).").replace("{code}", code)


def _refused_picture(error: e.PictureRefused) -> tuple[str, str]:
    """Which picture keeps its post here, and what to do with it."""
    if error.reason in _TOO_LARGE:
        happened = _("The picture “{name}” is too large for {blog}, so the post was not sent.")
        advice = _(
            "Choose a smaller size for pictures in the preferences, then replace this one by the "
            "same picture again. The post is safe here."
        )
    elif error.reason in _NO_SPACE:
        happened = _("{blog} has no room left for the picture “{name}”, so the post was not sent.")
        advice = _("Delete what is not needed in the blog's library, or ask its owner for room.")
    else:
        happened = _("{blog} does not take the picture “{name}”, so the post was not sent.")
        advice = _("Save it as JPEG or PNG and replace it. The post is safe here.")
    return happened.format(blog=_blog(error), name=isolated(error.picture)), advice


def _not_allowed(error: e.NotAllowed) -> tuple[str, str]:
    blog = _host(error.address) or _("the blog")
    if error.action == "upload":
        return (
            _("Your account on {blog} may not bring pictures there.").format(blog=blog),
            _(
                "Ask the owner of the blog for the right to do it, or send the post without its "
                "pictures. The post is safe here."
            ),
        )
    return (
        _("Your account on {blog} may not do that.").format(blog=blog),
        _("Ask the owner of the blog for the right to do it. The post is safe here."),
    )


# Where PHP takes no request that large, WordPress finds it empty.
_TOO_LARGE = ("request_too_large", "rest_upload_file_too_big", "rest_upload_no_data")
_NO_SPACE = ("rest_upload_limited_space", "rest_upload_user_quota_exceeded")


THERE: dict[type[BaseException], Words] = {
    # --- blogs ---
    e.BlogError: lambda _x: (_("The blog can't be used."), _("Look at the list of your blogs.")),
    e.BlogMissing: lambda x: (
        _("There is no blog “{wanted}” in this notebook.").format(wanted=isolated(x.wanted)),
        _("Look at the list of your blogs for the right name."),
    ),
    e.BlogAmbiguous: lambda x: (
        ngettext("{n} blog fits “{wanted}”.", "{n} blogs fit “{wanted}”.", x.matches).format(
            n=x.matches, wanted=isolated(x.wanted)
        ),
        _("Use its whole name or address."),
    ),
    e.NoBlog: lambda _x: (
        _("This notebook has no blog yet."),
        _("Add your blog first; the post is safe here until then."),
    ),
    e.BlogExists: lambda x: (
        _("The blog {address} is already in this notebook.").format(address=ltr(x.address)),
        _("To change its password, remove it and add it again; no post is lost by that."),
    ),
    e.CommentMissing: lambda x: (
        _("There is no comment {wanted} here, or there are several.").format(wanted=ltr(x.wanted)),
        _("“midad comments list” shows their numbers; --blog says which blog is meant."),
    ),
    e.ReplyIsPublic: lambda _x: (
        _("Your answer was on the blog already when you took it back."),
        _("It stands below its comment now. Move it to the bin there to take it from its readers."),
    ),
    e.PostStaysHere: lambda _x: (
        _("This post is told to stay on this computer."),
        _("Allow it to go to a blog first, then publish it."),
    ),
    e.PostElsewhere: lambda x: (
        _("This post is on {blog} already.").format(blog=isolated(x.blog)),
        _("Copy it to the other blog, or move it there: “midad copy ID --blog NAME”, or --move."),
    ),
    e.NothingPublished: lambda x: (
        _(
            "No published post of {blog} is known here, so there is no page to take its look from."
        ).format(blog=isolated(x.blog)),
        _("Sync the blog, or publish a post there; then try again."),
    ),
    e.LookUnusable: lambda x: (
        _("Midad looked at {address} and could not tell where on the page the post stands.").format(
            address=ltr(x.address)
        ),
        _("The preview stays with its own plain look; your post is not touched."),
    ),
    # --- the blog's answers ---
    e.RemoteError: lambda x: (
        _("{blog} could not do that.").format(blog=_blog(x)),
        _("Try again later; nothing was lost."),
    ),
    e.AddressUnusable: lambda x: (
        _("“{address}” is neither a web address nor a folder.").format(address=ltr(x.address)),
        _("Paste your blog's address as the browser shows it, or choose a folder."),
    ),
    e.AddressInsecure: lambda x: (
        _("{address} is not protected: a password sent there could be read on the way.").format(
            address=ltr(x.address)
        ),
        _("Use the address that begins with https://. If there is none, ask your host for it."),
    ),
    e.AddressMoved: lambda x: (
        _("{blog} has moved to {to}.").format(blog=_blog(x), to=ltr(x.to)),
        _("If that is your blog too, add it again under the new address."),
    ),
    e.FolderUnusable: lambda x: (
        _("The folder {address} can't become a blog.").format(address=ltr(x.address)),
        _("Choose an empty folder, or a new one, that you may write to."),
    ),
    e.NotABlog: lambda x: (
        _("{address} answers, but not as a blog that Midad knows.").format(address=ltr(x.address)),
        _("Paste the address of the blog's home page. WordPress blogs and folders work."),
    ),
    e.Unreachable: lambda x: (
        _("{blog} can't be reached.").format(blog=_blog(x)),
        _("Check the connection. Everything is saved here and goes out when it is back."),
    ),
    e.OutcomeUnknown: lambda x: (
        _("The connection to {blog} broke before it could answer.").format(
            blog=_host(x.address) or _("the blog")
        ),
        _("Sync again: Midad first looks what arrived, so nothing is sent twice."),
    ),
    e.WrongNetwork: lambda x: (
        _("A web page answered in place of {blog}.").format(blog=_host(x.address) or _("the blog")),
        _("If this network asks you to sign in first, open a browser, sign in, and try again."),
    ),
    e.PasswordsOff: lambda x: (
        _("Application passwords are switched off on {blog}.").format(blog=_blog(x)),
        _(
            "A security plug-in or the host does that, or the blog lacks https. Ask who looks "
            "after it to allow “Application Passwords”; WordPress has them since 5.6."
        ),
    ),
    e.HeaderStripped: lambda x: (
        _(
            "The password is right, but the server of {blog} drops it before WordPress sees it."
        ).format(blog=_blog(x)),
        _(
            "Ask the host to pass the “Authorization” header on. On Apache, the line {line} in the "
            "file .htaccess does it."
        ).format(line=ltr('SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1')),
    ),
    e.DoorInFront: lambda x: (
        _("The server of {blog} asks for a password of its own, in front of WordPress.").format(
            blog=_blog(x)
        ),
        _("Ask the host to take that lock off addresses that contain {path}.").format(
            path=ltr("/wp-json/")
        ),
    ),
    e.RestClosed: lambda x: (
        _("{blog} is a WordPress, but its REST API is closed to programs.").format(blog=_blog(x)),
        _(
            "A security plug-in or the host does that. Ask who looks after the blog to open the "
            "REST API to people who are signed in."
        ),
    ),
    e.OnlyXmlRpc: lambda x: (
        _("{blog} lets programs in through XML-RPC only.").format(blog=_blog(x)),
        _(
            "That door is too old to tell when somebody else changed a post, so Midad leaves it "
            "alone. Ask who looks after the blog to open the REST API to people who are signed in."
        ),
    ),
    e.SignInRefused: lambda x: (
        _("{blog} did not accept the user name or the password.").format(blog=_blog(x)),
        _(
            "Use an application password: on the blog, open Users, Profile, Application "
            "Passwords. The password you sign in with there does not work here."
        ),
    ),
    e.NotAllowed: _not_allowed,
    e.Busy: lambda x: (
        _("{blog} is busy at the moment.").format(blog=_blog(x)),
        _("Midad will try again in a while; nothing was lost."),
    ),
    e.ServerFault: lambda x: (
        _("{blog} has a trouble of its own.").format(blog=_blog(x)),
        _("Try again later. If it stays so, tell the owner of the blog."),
    ),
    e.BadReply: lambda x: (
        _("{blog} gave an answer that can't be understood.").format(blog=_blog(x)),
        _("Try again later. If it stays so, a plug-in of the blog may be broken: tell its owner."),
    ),
    e.PageUnreadable: lambda x: (
        _("The lines above the text of {path} can't be understood (line {line}).").format(
            path=ltr(x.path), line=x.line
        )
        if x.line
        else _("The file {path} is not text that Midad can read.").format(path=ltr(x.path)),
        _(
            "It was left as it is, and your post is safe here; the other posts go on. Mend the "
            "file in an editor and save it as UTF-8."
        ),
    ),
    e.PageTwice: lambda x: (
        _("Two files say that they are the same post: {path} and {other}.").format(
            path=ltr(x.path), other=ltr(x.other)
        ),
        _("Both were left as they are. Take the line that begins with “id:” out of the copy."),
    ),
    e.VersionConflict: lambda _x: (
        _("The post was changed on the blog meanwhile."),
        _("Both versions are kept here; choose one, or bring them together."),
    ),
    e.EditOverwritten: lambda _x: (
        _("The post was changed on the blog in the very moment it was sent."),
        _("Both versions are kept here; choose one, or bring them together."),
    ),
    e.RemoteGone: lambda _x: (
        _("The post is not on the blog any more."),
        _("Your version is kept here. Publish it again if it should return."),
    ),
    e.Rejected: lambda x: (
        _refusal(x.reason).format(blog=_blog(x)),
        _("Change what it asks for and try again. The post is safe here."),
    ),
    e.PictureRefused: _refused_picture,
    # --- syncing ---
    e.SyncError: lambda _x: (_("Syncing stopped."), _("Nothing was lost. Sync again later.")),
    e.SyncCancelled: lambda _x: (
        _("Syncing was stopped."),
        _("What is still to be sent goes out with the next sync."),
    ),
    e.TooManyGone: lambda x: (
        ngettext(
            "{n} post is suddenly missing from the blog, so nothing was deleted here.",
            "{n} posts are suddenly missing from the blog, so nothing was deleted here.",
            x.gone,
        ).format(n=x.gone),
        _(
            "Look at the blog in a browser. If it was emptied on purpose, remove it from Midad and "
            "the posts stay here; or {command} moves them to the bin."
        ).format(command=isolated("midad sync --accept-deletions")),
    ),
}
