import uuid

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver

from . import tokens


class Connection(models.Model):
    """A user's connection to their accounts. Its tokens are not here but in SSM (see accounting.tokens)."""

    # Random, because it names the parameters: after a restored or emptied database, a number that counts up would
    # be given again and lead to the tokens of somebody else.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="accounting_connection"
    )
    organisation = models.CharField(max_length=200)
    connected_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.organisation


@receiver(post_delete, sender=Connection)
def delete_tokens(instance, **kwargs):
    """A signal, because a connection also goes with its user. If the tokens cannot go, the row stays too."""
    if settings.INTEGRATION_PARAMETER_PREFIX:
        tokens.delete(instance.pk)
