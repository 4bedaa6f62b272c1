"""Files in messages, uploaded or named by their id."""

from __future__ import annotations

from sandbox.errors import ApiError, bad_request
from sandbox.files import UPLOAD_LIMIT, StoredFile
from sandbox.params import Params, Upload
from sandbox.shapes import Json
from sandbox.world import World

_PHOTO_LIMIT = 10 * 1024 * 1024


def read_media_file(world: World, params: Params, field: str, *, folder: str) -> StoredFile:
    """Return the file a parameter brings, points to with attach:// or names by its id."""
    upload = params.files.get(field)
    value = params.text(field)
    if upload is None and value.startswith("attach://"):
        upload = params.files.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("attached file not found")
    if upload is not None:
        return _kept(world, upload, folder)
    if not value:
        raise bad_request(f"there is no {field} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return world.files.get(value)


def _kept(world: World, upload: Upload, folder: str) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if folder == "photos" and len(upload.data) > _PHOTO_LIMIT:
        raise bad_request("too big for a photo")
    return world.files.add(upload.data, name=upload.name, mime=upload.mime, folder=folder)


def document_media(stored: StoredFile) -> Json:
    """Return a Message's `document`."""
    return {"document": {**stored.face(), "file_name": stored.name, "mime_type": stored.mime}}


def photo_media(world: World, stored: StoredFile) -> Json:
    """Return a Message's `photo`: its sizes."""
    return {"photo": world.files.sizes(stored)}


def voice_media(stored: StoredFile, seconds: int) -> Json:
    """Return a Message's `voice`."""
    return {"voice": {**stored.face(), "duration": seconds, "mime_type": "audio/ogg"}}
