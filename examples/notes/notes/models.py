from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse


def public_storage():
    """Chosen when a server starts, so that it is in no migration."""
    return storages["public"]


class Notebook(models.Model):
    """A user's collection of notes; only its owner sees it, but for the cover: whoever has its address may see that."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notebooks")
    name = models.CharField(max_length=100)
    cover = models.FileField(
        upload_to="covers/%Y/%m/",
        storage=public_storage,
        max_length=255,
        blank=True,
        # In the database too: the version before, which serves while this one comes, knows nothing of the column.
        db_default="",
        # Pictures, of which browsers take none for a page or a program; config.storage keeps to the name's type.
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="notebook_name_unique_per_owner"),
        ]

    def __str__(self):
        return self.name


class NoteQuerySet(models.QuerySet):
    def owned_by(self, user):
        return self.filter(notebook__owner=user)


class Note(models.Model):
    notebook = models.ForeignKey(Notebook, on_delete=models.CASCADE, related_name="notes")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        # The id decides between notes of the same moment, so that pages never show one twice.
        ordering = ["-updated_at", "-id"]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="note_newest_first")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("notes:detail", kwargs={"pk": self.pk})


class Attachment(models.Model):
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=255)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self):
        return self.filename

    @property
    def filename(self):
        return PurePosixPath(self.file.name).name
