from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.template.defaultfilters import filesizeformat

from .models import Document

EXTENSIONS = ["pdf", "txt", "md", "csv"]


def validate_size(file):
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise ValidationError(f"The file may have at most {filesizeformat(settings.DOCUMENT_MAX_BYTES)}.")


class DocumentForm(forms.ModelForm):
    """Set `instance.owner` first."""

    file = forms.FileField(
        label="Document",
        help_text="PDF, text, Markdown or CSV",
        max_length=255,
        validators=[validate_size, FileExtensionValidator(EXTENSIONS)],
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in EXTENSIONS)}),
    )

    class Meta:
        model = Document
        fields = ["file"]

    def save(self, commit=True):
        # The storage may have to change the file's own name.
        self.instance.name = self.cleaned_data["file"].name
        return super().save(commit)
