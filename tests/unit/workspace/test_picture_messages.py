"""What an author is told of a picture that keeps its post here."""

from __future__ import annotations

import pytest

from editor.domain.errors import NotAllowed, PictureRefused
from editor.workspace.messages import explain


@pytest.mark.parametrize(
    ("reason", "happened", "advice"),
    [
        ("request_too_large", "too large", "smaller size"),
        ("rest_upload_no_data", "too large", "smaller size"),
        ("rest_upload_file_too_big", "too large", "smaller size"),
        ("rest_upload_limited_space", "no room left", "library"),
        ("rest_upload_user_quota_exceeded", "no room left", "library"),
        ("rest_upload_sideload_error", "does not take the picture", "JPEG"),
        ("a_plugins_own_{code}", "does not take the picture", "JPEG"),
    ],
)
def test_a_refused_picture_is_named_with_a_way_out(reason: str, happened: str, advice: str) -> None:
    error = PictureRefused("https://blog.example/x", reason=reason, picture="جسر {1}.jpg")
    words = explain(error)
    assert happened in words.happened
    assert "جسر {1}.jpg" in words.happened
    assert "blog.example" in words.happened
    assert "the post was not sent" in words.happened
    assert advice in words.advice


def test_who_may_bring_no_pictures_is_told_so() -> None:
    assert "pictures" in explain(NotAllowed("https://blog.example/", action="upload")).happened
    assert "pictures" not in explain(NotAllowed("https://blog.example/", action="edit")).happened
