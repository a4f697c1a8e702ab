from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from documents.models import Document, Report
from documents.views import PAGE_SIZE

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class PageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.ben = get_user_model().objects.create_user("ben")

    def setUp(self):
        # Here and not on the class, so that each test has an empty storage.
        self.enterContext(self.settings(STORAGES=STORAGES))
        self.client.force_login(self.ada)

    def document(self, owner=None, **fields):
        fields = {"name": "plan.txt", "file": ContentFile(b"wheels", "plan.txt")} | fields
        return Document.objects.create(owner=owner or self.ada, **fields)


# Django's own takes its time, as it should.
@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
class LoginTests(PageTestCase):
    def test_every_page_asks_for_a_login(self):
        self.client.logout()
        for address in ["/", "/documents/new/", "/documents/1/", "/documents/1/delete/", "/accounting/"]:
            with self.subTest(address):
                self.assertRedirects(self.client.get(address), f"/accounts/login/?next={address}")

    def test_logging_in_leads_to_the_page_that_was_wanted(self):
        self.ada.set_password("difference-engine")
        self.ada.save()
        self.client.logout()
        form = {"username": "ada", "password": "difference-engine", "next": "/documents/new/"}
        self.assertRedirects(self.client.post("/accounts/login/", form), "/documents/new/")

    def test_logging_out_ends_the_session(self):
        self.assertRedirects(self.client.post("/accounts/logout/"), "/accounts/login/")
        self.assertRedirects(self.client.get("/"), "/accounts/login/?next=/")


class LayoutTests(PageTestCase):
    def test_pages_can_be_used_with_a_keyboard_and_a_screen_reader(self):
        page = self.client.get("/")
        self.assertContains(page, '<html lang="en">')
        self.assertContains(page, '<a class="skip" href="#content">Skip to content</a>', html=True)
        self.assertContains(page, '<main id="content">')
        self.assertContains(page, '<nav aria-label="Site">')

    def test_pages_link_a_stylesheet_that_exists(self):
        link = '<link rel="stylesheet" href="/static/documents/site.css">'
        self.assertContains(self.client.get("/"), link, html=True)
        self.assertIsNotNone(finders.find("documents/site.css"))

    @override_settings(PROJECT_NAME="Archive & Co")
    def test_pages_carry_the_name_of_the_project(self):
        self.assertContains(self.client.get("/"), "<title>Documents · Archive &amp; Co</title>", html=True)


class ListTests(PageTestCase):
    def test_shows_own_documents_only(self):
        mine = self.document(name="Mill & wheels.pdf")
        self.document(self.ben, name="Not for Ada.pdf")
        page = self.client.get("/")
        self.assertContains(page, f'<a href="/documents/{mine.pk}/">Mill &amp; wheels.pdf</a>', html=True)
        self.assertContains(page, "Waiting for its report")
        self.assertNotContains(page, "Not for Ada")

    def test_without_documents_points_to_the_form(self):
        self.assertContains(self.client.get("/"), "No documents yet.")

    def test_turns_pages(self):
        Document.objects.bulk_create(
            Document(owner=self.ada, name=f"{number}.txt", file="x.txt") for number in range(PAGE_SIZE + 1)
        )
        self.assertEqual(len(self.client.get("/").context["document_list"]), PAGE_SIZE)
        second = self.client.get("/?page=2")
        self.assertEqual([document.name for document in second.context["document_list"]], ["0.txt"])
        self.assertContains(second, "Page 2 of 2")

    def test_takes_the_same_number_of_queries_however_many_documents(self):
        Document.objects.bulk_create(Document(owner=self.ada, name="x.txt", file="x.txt") for _ in range(5))
        with self.assertNumQueries(4):  # session, user, count, documents
            self.client.get("/")


class UploadTests(PageTestCase):
    def upload(self, name="plan.txt", content=b"wheels and levers"):
        return self.client.post("/documents/new/", {"file": SimpleUploadedFile(name, content)})

    def test_the_form_is_ready_for_files_and_says_which(self):
        page = self.client.get("/documents/new/")
        self.assertContains(page, 'enctype="multipart/form-data"')
        self.assertContains(page, 'accept=".pdf,.txt,.md,.csv"')
        self.assertContains(page, 'aria-describedby="id_file_helptext"')

    def test_stores_the_file_and_puts_it_into_the_queue(self):
        answer = self.upload()
        document = Document.objects.get()
        self.assertRedirects(answer, f"/documents/{document.pk}/")
        self.assertEqual((document.owner, document.name, document.status), (self.ada, "plan.txt", "waiting"))
        self.assertRegex(document.file.name, r"^documents/\d{4}/\d{2}/plan\.txt$")
        self.assertEqual(document.file.read(), b"wheels and levers")
        self.assertLessEqual(document.due_at, timezone.now())

    def test_a_second_file_of_the_same_name_does_not_replace_the_first(self):
        self.upload(content=b"one")
        self.upload(content=b"two")
        self.assertEqual({document.file.read() for document in Document.objects.all()}, {b"one", b"two"})
        self.assertEqual([document.name for document in Document.objects.all()], ["plan.txt", "plan.txt"])

    @override_settings(DOCUMENT_MAX_BYTES=4)
    def test_has_a_limit(self):
        self.upload(content=b"1234")
        # filesizeformat joins number and unit with a space that does not break.
        self.assertContains(self.upload(content=b"12345"), "The file may have at most 4\xa0bytes.")
        self.assertEqual(Document.objects.count(), 1)

    def test_refuses_other_kinds_and_nothing_at_all(self):
        self.assertContains(self.upload(name="page.html"), "File extension “html” is not allowed.")
        self.assertContains(self.client.post("/documents/new/"), "This field is required.")
        self.assertFalse(Document.objects.exists())


class DetailTests(PageTestCase):
    def test_a_waiting_document_says_so(self):
        page = self.client.get(self.document().get_absolute_url())
        self.assertContains(page, "Waiting for its report. Load the page again in a moment.")
        self.assertNotContains(page, "Send to accounting")

    def test_a_failed_one_too(self):
        page = self.client.get(self.document(status="failed").get_absolute_url())
        self.assertContains(page, "No report could be made.")

    def test_shows_the_report(self):
        document = self.document(status="done")
        Report.objects.create(
            document=document, size=2048, sha256="0f" * 32, kind="PDF", pages=2, words=0, excerpt="<b>"
        )
        page = self.client.get(document.get_absolute_url())
        for text in ["<td>PDF</td>", "<td>2.0\xa0KB</td>", "<td>2</td>", "<td>0</td>", "0f0f0f", "&lt;b&gt;"]:
            with self.subTest(text):
                self.assertContains(page, text)
        self.assertContains(page, document.file.url)
        self.assertNotContains(page, "Send to accounting")

    def test_someone_elses_document_is_not_found(self):
        document = self.document(self.ben)
        for address in [document.get_absolute_url(), f"/documents/{document.pk}/delete/"]:
            with self.subTest(address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(address).status_code, 404)
                self.assertEqual(self.client.post(address).status_code, 404 if "delete" in address else 405)


class DeleteTests(PageTestCase):
    def test_asks_first(self):
        document = self.document()
        self.assertContains(self.client.get(f"/documents/{document.pk}/delete/"), "Delete plan.txt?")

    def test_takes_the_file_along_once_the_row_is_gone_for_good(self):
        document = self.document()
        with self.captureOnCommitCallbacks(execute=True) as callbacks:
            page = self.client.post(f"/documents/{document.pk}/delete/", follow=True)
            self.assertTrue(document.file.storage.exists(document.file.name))
        self.assertEqual(len(callbacks), 1)
        self.assertFalse(document.file.storage.exists(document.file.name))
        self.assertContains(page, "Deleted plan.txt.")

    def test_files_also_go_with_their_owner(self):
        document = self.document()
        with self.captureOnCommitCallbacks(execute=True):
            self.ada.delete()
        self.assertFalse(document.file.storage.exists(document.file.name))


class AdminTests(PageTestCase):
    def setUp(self):
        super().setUp()
        self.client.force_login(get_user_model().objects.create_superuser("root"))

    def test_lists_and_shows(self):
        document = self.document(status="done")
        Report.objects.create(document=document, size=1, sha256="0" * 64, kind="Text")
        for address in [
            reverse("admin:documents_document_changelist"),
            reverse("admin:documents_document_change", args=[document.pk]),
            reverse("admin:accounting_connection_changelist"),
        ]:
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_puts_failed_documents_back_into_the_queue(self):
        tomorrow = timezone.now() + timedelta(days=1)
        failed = self.document(status="failed", attempts=3, due_at=tomorrow)
        done = self.document(status="done", attempts=1)
        form = {"action": "try_again", "_selected_action": [failed.pk, done.pk]}
        page = self.client.post(reverse("admin:documents_document_changelist"), form, follow=True)
        self.assertContains(page, "1 put back into the queue.")
        failed.refresh_from_db()
        done.refresh_from_db()
        self.assertEqual((failed.status, failed.attempts), ("waiting", 0))
        self.assertLess(failed.due_at, tomorrow)
        self.assertEqual(done.status, "done")
