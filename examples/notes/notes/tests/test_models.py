from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import TestCase

from notes.models import Attachment, Note, Notebook


class NotebookTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.ben = get_user_model().objects.create_user("ben")

    def test_is_named_after_its_name(self):
        self.assertEqual(str(Notebook(owner=self.ada, name="Engines")), "Engines")

    def test_a_name_is_unique_per_owner(self):
        Notebook.objects.create(owner=self.ada, name="Engines")
        Notebook.objects.create(owner=self.ben, name="Engines")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Notebook.objects.create(owner=self.ada, name="Engines")
        self.assertEqual(Notebook.objects.count(), 2)

    def test_are_sorted_by_name(self):
        for name in ["Pears", "Apples"]:
            Notebook.objects.create(owner=self.ada, name=name)
        self.assertEqual([notebook.name for notebook in self.ada.notebooks.all()], ["Apples", "Pears"])


class NoteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.ben = get_user_model().objects.create_user("ben")
        cls.notebook = Notebook.objects.create(owner=cls.ada, name="Engines")

    def test_has_an_address_of_its_own(self):
        note = Note.objects.create(notebook=self.notebook, title="Mill")
        self.assertEqual(str(note), "Mill")
        self.assertEqual(note.get_absolute_url(), f"/notes/{note.pk}/")

    def test_the_last_changed_comes_first(self):
        first = Note.objects.create(notebook=self.notebook, title="First")
        Note.objects.create(notebook=self.notebook, title="Second")
        first.save()
        self.assertEqual([note.title for note in Note.objects.all()], ["First", "Second"])

    def test_belongs_to_the_owner_of_its_notebook(self):
        note = Note.objects.create(notebook=self.notebook, title="Mill")
        self.assertEqual(list(Note.objects.owned_by(self.ada)), [note])
        self.assertEqual(list(Note.objects.owned_by(self.ben)), [])

    def test_goes_with_its_notebook_and_takes_its_attachments_along(self):
        note = Note.objects.create(notebook=self.notebook, title="Mill")
        Attachment.objects.create(note=note, file="attachments/2024/05/plan.txt")
        self.notebook.delete()
        self.assertFalse(Note.objects.exists())
        self.assertFalse(Attachment.objects.exists())


class AttachmentTests(TestCase):
    def test_shows_the_name_of_the_file_without_its_folder(self):
        attachment = Attachment(file="attachments/2024/05/plan.txt")
        self.assertEqual(attachment.filename, "plan.txt")
        self.assertEqual(str(attachment), "plan.txt")
