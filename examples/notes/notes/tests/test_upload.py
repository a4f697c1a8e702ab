from unittest import mock

from django.contrib.auth import get_user_model
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings

from notes.models import Attachment, Note, Notebook

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class UploadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.notebook = Notebook.objects.create(owner=cls.ada, name="Engines")

    def setUp(self):
        # Here and not on the class, so that each test has an empty storage.
        self.enterContext(self.settings(STORAGES=STORAGES))
        self.client.force_login(self.ada)

    def post(self, **changes):
        form = {"notebook": self.notebook.pk, "title": "Mill", "body": "50 digits"} | changes
        return self.client.post("/notes/new/", form)

    def test_the_form_is_ready_for_files(self):
        page = self.client.get("/notes/new/")
        self.assertContains(page, 'enctype="multipart/form-data"')
        self.assertContains(page, '<input type="file" name="attachment"')

    def test_stores_a_note_with_its_attachment(self):
        answer = self.post(attachment=SimpleUploadedFile("plan.txt", b"wheels and levers"))
        note = Note.objects.get()
        self.assertRedirects(answer, note.get_absolute_url())
        self.assertEqual((note.title, note.body, note.notebook), ("Mill", "50 digits", self.notebook))
        attachment = note.attachments.get()
        self.assertRegex(attachment.file.name, r"^attachments/\d{4}/\d{2}/plan\.txt$")
        with attachment.file.open() as file:
            self.assertEqual(file.read(), b"wheels and levers")

    def test_a_second_file_of_the_same_name_does_not_replace_the_first(self):
        self.post(attachment=SimpleUploadedFile("plan.txt", b"one"))
        self.post(attachment=SimpleUploadedFile("plan.txt", b"two"))
        contents = [attachment.file.read() for attachment in Attachment.objects.all()]
        self.assertEqual(contents, [b"one", b"two"])

    def test_the_attachment_is_optional(self):
        self.post()
        self.assertFalse(Note.objects.get().attachments.exists())

    @override_settings(ATTACHMENT_MAX_BYTES=4)
    def test_accepts_a_file_of_exactly_the_limit(self):
        self.post(attachment=SimpleUploadedFile("plan.txt", b"1234"))
        self.assertEqual(Attachment.objects.count(), 1)

    @override_settings(ATTACHMENT_MAX_BYTES=4)
    def test_refuses_a_larger_file_and_stores_nothing(self):
        answer = self.post(attachment=SimpleUploadedFile("plan.txt", b"12345"))
        # filesizeformat joins number and unit with a space that does not break.
        self.assertContains(answer, "The file may have at most 4\xa0bytes.")
        self.assertFalse(Note.objects.exists())

    def test_shortens_a_long_file_name_to_fit_the_column(self):
        for content in [b"one", b"two"]:
            self.post(attachment=SimpleUploadedFile("p" * 251 + ".txt", content))
        names = [attachment.file.name for attachment in Attachment.objects.all()]
        self.assertEqual([len(name) for name in names], [255, 255])
        self.assertTrue(all(name.endswith(".txt") for name in names))

    def test_refuses_someone_elses_notebook(self):
        ben = get_user_model().objects.create_user("ben")
        self.post(notebook=Notebook.objects.create(owner=ben, name="Secrets").pk)
        self.assertFalse(Note.objects.exists())

    def test_without_a_notebook_the_page_says_what_to_do_first(self):
        self.notebook.delete()
        self.assertContains(self.client.get("/notes/new/"), "Make a notebook first.")


class CoverTests(TestCase):
    def setUp(self):
        self.client.force_login(get_user_model().objects.create_user("ada"))
        # The storage of the model's field was chosen when the server started.
        storage = InMemoryStorage(base_url="https://media.test/public/")
        self.enterContext(mock.patch.object(Notebook._meta.get_field("cover"), "storage", storage))

    def post(self, name, **changes):
        return self.client.post("/notebooks/new/", {"name": name} | changes)

    def test_the_form_is_ready_for_files(self):
        self.assertContains(self.client.get("/notebooks/new/"), 'enctype="multipart/form-data"')

    def test_is_optional(self):
        self.post("Engines")
        notebook = Notebook.objects.get()
        self.assertFalse(notebook.cover)
        note = Note.objects.create(notebook=notebook, title="Mill")
        self.assertNotContains(self.client.get(note.get_absolute_url()), "<img")

    def test_is_shown_with_each_note_from_the_public_part(self):
        self.post("Engines", cover=SimpleUploadedFile("mill.webp", b"a picture"))
        notebook = Notebook.objects.get()
        self.assertRegex(notebook.cover.url, r"^https://media\.test/public/covers/\d{4}/\d{2}/mill\.webp$")
        note = Note.objects.create(notebook=notebook, title="Mill")
        self.assertContains(
            self.client.get(note.get_absolute_url()), f'<img class="cover" src="{notebook.cover.url}" alt="">', html=True
        )

    def test_refuses_what_a_browser_could_take_for_a_page(self):
        for name in ["page.html", "drawing.svg", "mill"]:
            with self.subTest(name):
                answer = self.post("Engines", cover=SimpleUploadedFile(name, b"<script>"))
                self.assertContains(answer, "Allowed extensions are: jpg, jpeg, png, webp.")
                self.assertFalse(Notebook.objects.exists())

    @override_settings(ATTACHMENT_MAX_BYTES=4)
    def test_refuses_a_larger_file_and_stores_nothing(self):
        answer = self.post("Engines", cover=SimpleUploadedFile("mill.png", b"12345"))
        self.assertContains(answer, "The file may have at most 4\xa0bytes.")
        self.assertFalse(Notebook.objects.exists())
