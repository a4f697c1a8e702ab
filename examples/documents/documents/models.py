from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone


class Document(models.Model):
    """
    An uploaded file, which is also the task of making its report.

    While it waits, `due_at` says when a worker may take it, and `attempts` how often one did (see documents.tasks).
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for its report"
        DONE = "done", "Report ready"
        FAILED = "failed", "No report could be made"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="documents/%Y/%m/", max_length=255)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING, editable=False)
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        # The id decides between documents of the same moment, so that pages never show one twice.
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="document_newest_first"),
            # Holds only what waits, so the workers' question stays cheap however many documents there are.
            models.Index(fields=["due_at", "id"], condition=models.Q(status="waiting"), name="document_waiting"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("documents:detail", kwargs={"pk": self.pk})


class Report(models.Model):
    """What a worker found out about a document."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="report")
    size = models.PositiveBigIntegerField(help_text="Bytes")
    sha256 = models.CharField("SHA-256", max_length=64)
    kind = models.CharField(max_length=20)
    pages = models.PositiveIntegerField(null=True)
    words = models.PositiveIntegerField(null=True)
    excerpt = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"Report on {self.document}"


@receiver(post_delete, sender=Document)
def delete_file(instance, **kwargs):
    """A signal, because rows also go with their owner. Only after the commit: a file cannot be rolled back."""
    storage, name = instance.file.storage, instance.file.name
    transaction.on_commit(lambda: storage.delete(name), robust=True)
