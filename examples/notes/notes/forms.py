from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from .models import Attachment, Note, Notebook


def validate_file_size(file):
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(f"The file may have at most {filesizeformat(settings.ATTACHMENT_MAX_BYTES)}.")


class NotebookForm(forms.ModelForm):
    """Set `instance.owner` first: the name has to be new among the owner's notebooks."""

    class Meta:
        model = Notebook
        fields = ["name", "cover"]

    def clean_cover(self):
        if cover := self.cleaned_data["cover"]:
            validate_file_size(cover)
        return cover

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Notebook.objects.filter(owner=self.instance.owner, name=name).exists():
            raise ValidationError("You already have a notebook of this name.")
        return name


class NoteForm(forms.ModelForm):
    """A note in one of the user's own notebooks, with one attachment if wanted."""

    attachment = forms.FileField(required=False, validators=[validate_file_size])

    class Meta:
        model = Note
        fields = ["notebook", "title", "body"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["notebook"].queryset = user.notebooks.all()

    @transaction.atomic
    def save(self, commit=True):
        note = super().save(commit)
        if commit and self.cleaned_data["attachment"]:
            Attachment.objects.create(note=note, file=self.cleaned_data["attachment"])
        return note
