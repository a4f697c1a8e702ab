from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.test import TestCase
from django.urls import reverse

from notes.models import Attachment, Note, Notebook
from notes.views import PAGE_SIZE


class PageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada", password="difference-engine")
        cls.ben = get_user_model().objects.create_user("ben")
        cls.notebook = Notebook.objects.create(owner=cls.ada, name="Engines")
        cls.bens_notebook = Notebook.objects.create(owner=cls.ben, name="Secrets of Ben")

    def setUp(self):
        self.client.force_login(self.ada)


class LoginTests(PageTestCase):
    def setUp(self):
        pass

    def test_every_page_asks_for_a_login(self):
        for address in ["/", "/notes/new/", "/notebooks/new/", "/notes/1/"]:
            with self.subTest(address):
                self.assertRedirects(self.client.get(address), f"/accounts/login/?next={address}")

    def test_logging_in_leads_to_the_page_that_was_wanted(self):
        page = self.client.get("/accounts/login/?next=/notes/new/")
        self.assertContains(page, '<input type="hidden" name="next" value="/notes/new/">', html=True)
        form = {"username": "ada", "password": "difference-engine", "next": "/notes/new/"}
        self.assertRedirects(self.client.post("/accounts/login/", form), "/notes/new/")

    def test_logging_out_ends_the_session(self):
        self.client.force_login(self.ada)
        self.assertRedirects(self.client.post("/accounts/logout/"), "/accounts/login/")
        self.assertRedirects(self.client.get("/"), "/accounts/login/?next=/")


class StylesheetTests(PageTestCase):
    def test_pages_link_a_stylesheet_that_exists(self):
        self.assertContains(self.client.get("/"), '<link rel="stylesheet" href="/static/notes/site.css">', html=True)
        self.assertIsNotNone(finders.find("notes/site.css"))


class NoteListTests(PageTestCase):
    def test_shows_own_notes_only(self):
        mine = Note.objects.create(notebook=self.notebook, title="Mill")
        Note.objects.create(notebook=self.bens_notebook, title="Not for Ada")
        page = self.client.get("/")
        self.assertContains(page, f'<a href="/notes/{mine.pk}/">Mill</a>', html=True)
        self.assertContains(page, "Engines")
        self.assertNotContains(page, "Not for Ada")

    def test_without_notes_points_to_the_form(self):
        self.assertContains(self.client.get("/"), "No notes yet.")

    def test_turns_pages(self):
        Note.objects.bulk_create(
            Note(notebook=self.notebook, title=f"Note {number}") for number in range(PAGE_SIZE + 1)
        )
        self.assertEqual(len(self.client.get("/").context["note_list"]), PAGE_SIZE)
        second = self.client.get("/?page=2")
        self.assertEqual([note.title for note in second.context["note_list"]], ["Note 0"])
        self.assertContains(second, "Page 2 of 2")

    def test_takes_the_same_number_of_queries_however_many_notes(self):
        Note.objects.bulk_create(Note(notebook=self.notebook, title=f"Note {number}") for number in range(5))
        with self.assertNumQueries(4):  # session, user, count, notes
            self.client.get("/")


class NoteDetailTests(PageTestCase):
    def test_shows_the_note_and_its_attachments(self):
        note = Note.objects.create(notebook=self.notebook, title="Mill", body="<b>50</b> digits")
        Attachment.objects.create(note=note, file="attachments/2024/05/plan.txt")
        page = self.client.get(note.get_absolute_url())
        self.assertContains(page, "<h1>Mill</h1>", html=True)
        self.assertContains(page, "&lt;b&gt;50&lt;/b&gt; digits")
        self.assertContains(page, '<a href="/media/attachments/2024/05/plan.txt">plan.txt</a>', html=True)

    def test_someone_elses_note_is_not_found(self):
        note = Note.objects.create(notebook=self.bens_notebook, title="Not for Ada")
        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.get(note.get_absolute_url()).status_code, 404)


class NotebookFormTests(PageTestCase):
    def test_makes_a_notebook_of_the_user(self):
        self.assertRedirects(self.client.post("/notebooks/new/", {"name": "Weather"}), "/notes/new/")
        self.assertEqual(Notebook.objects.get(name="Weather").owner, self.ada)

    def test_refuses_a_name_in_use(self):
        page = self.client.post("/notebooks/new/", {"name": "Engines"})
        self.assertContains(page, "You already have a notebook of this name.")

    def test_takes_a_name_that_only_someone_else_uses(self):
        self.assertRedirects(self.client.post("/notebooks/new/", {"name": "Secrets of Ben"}), "/notes/new/")


class AdminTests(PageTestCase):
    def test_lists_and_edits_notes(self):
        note = Note.objects.create(notebook=self.notebook, title="Mill")
        self.client.force_login(get_user_model().objects.create_superuser("root"))
        for address in [
            reverse("admin:notes_note_changelist"),
            reverse("admin:notes_note_change", args=[note.pk]),
            reverse("admin:notes_notebook_changelist"),
        ]:
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_is_closed_to_others(self):
        self.assertRedirects(self.client.get("/admin/"), "/admin/login/?next=/admin/")
