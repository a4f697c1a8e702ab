from django.contrib.auth import get_user_model
from django.test import TestCase, override_settings
from django.utils.connection import ConnectionDoesNotExist

from notes.models import Attachment, Note, Notebook
from notes.views import PAGE_SIZE


class ApiTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.notebook = Notebook.objects.create(owner=cls.ada, name="Engines")

    def setUp(self):
        self.client.force_login(self.ada)

    def test_tells_all_about_a_note(self):
        note = Note.objects.create(notebook=self.notebook, title="Mill", body="50 digits")
        Attachment.objects.create(note=note, file="attachments/2024/05/plan.txt")
        answer = self.client.get("/api/notes/").json()
        for key in ["created_at", "updated_at"]:
            self.assertRegex(answer["notes"][0].pop(key), r"^\d{4}-\d\d-\d\dT[\d:.]+Z$")
        self.assertEqual(
            answer,
            {
                "count": 1,
                "page": 1,
                "pages": 1,
                "notes": [
                    {
                        "id": note.pk,
                        "title": "Mill",
                        "body": "50 digits",
                        "notebook": "Engines",
                        "url": f"/notes/{note.pk}/",
                        "attachments": [{"name": "plan.txt", "url": "/media/attachments/2024/05/plan.txt"}],
                    }
                ],
            },
        )

    def test_turns_pages(self):
        Note.objects.bulk_create(
            Note(notebook=self.notebook, title=f"Note {number}") for number in range(PAGE_SIZE + 1)
        )
        answer = self.client.get("/api/notes/?page=2").json()
        self.assertEqual((answer["count"], answer["page"], answer["pages"]), (PAGE_SIZE + 1, 2, 2))
        self.assertEqual([note["title"] for note in answer["notes"]], ["Note 0"])

    def test_leaves_out_what_belongs_to_others(self):
        ben = get_user_model().objects.create_user("ben")
        Note.objects.create(notebook=Notebook.objects.create(owner=ben, name="Secrets"), title="Not for Ada")
        self.assertEqual(self.client.get("/api/notes/").json()["notes"], [])

    def test_takes_the_same_number_of_queries_however_many_notes(self):
        for number in range(5):
            note = Note.objects.create(notebook=self.notebook, title=f"Note {number}")
            Attachment.objects.create(note=note, file=f"attachments/{number}.txt")
        with self.assertNumQueries(5):  # session, user, count, notes, attachments
            self.client.get("/api/notes/")

    def test_answers_401_without_a_login(self):
        self.client.logout()
        with self.assertLogs("django.request", "WARNING"):
            answer = self.client.get("/api/notes/")
        self.assertEqual((answer.status_code, answer.json()), (401, {"error": "authentication required"}))

    def test_is_for_reading_only(self):
        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.post("/api/notes/").status_code, 405)

    @override_settings(READ_DATABASE="replica")
    def test_reads_where_it_is_told(self):
        with self.assertRaisesMessage(ConnectionDoesNotExist, "'replica'"):
            self.client.get("/api/notes/")
