"""Uploads that everybody may see."""

from pathlib import PurePosixPath

from storages.backends.s3 import S3Storage

IMAGES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


class PublicStorage(S3Storage):
    """A file is of the type that its name says. S3Storage believes the browser that sends it, and so would let anybody publish a page
    under a name of this site, as `mill.png` of type text/html.
    """

    def get_object_parameters(self, name):
        extension = PurePosixPath(name).suffix.lower()
        return super().get_object_parameters(name) | {"ContentType": IMAGES.get(extension, "application/octet-stream")}
