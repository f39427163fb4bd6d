"""The posts a new notebook opens with: they teach by being read, and stay on this computer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from editor.domain.post import Post
from editor.system.paths import resource
from editor.system.translation import current
from editor.workspace.exchange import read_post
from editor.workspace.workspace import Workspace


def add_samples(workspace: Workspace) -> list[Post]:
    """Write the samples into a notebook that was made just now; give them back, the one to open
    first. One that was there before is not touched, and the answer is empty.
    """
    if not workspace.is_new:
        return []
    posts = [
        read_post(workspace, path, local=True) for path in sorted(resource("samples").glob("*.md"))
    ]
    # The sample in the interface's language is the newest, so that it stands on top and opens.
    posts.sort(key=lambda post: post.language.startswith(current()))
    moments = [workspace.clock.now() - timedelta(minutes=ago) for ago in range(len(posts), 0, -1)]
    saved = [
        workspace.save(replace(post, created=moment, updated=moment))
        for post, moment in zip(posts, moments, strict=True)
    ]
    return saved[::-1]
