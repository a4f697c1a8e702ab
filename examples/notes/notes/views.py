from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe
from django.views.generic import CreateView, DetailView, ListView

from .forms import NotebookForm, NoteForm
from .models import Note, Notebook

PAGE_SIZE = 20


class NoteListView(ListView):
    paginate_by = PAGE_SIZE

    def get_queryset(self):
        return Note.objects.owned_by(self.request.user).select_related("notebook")


class NoteDetailView(DetailView):
    def get_queryset(self):
        return Note.objects.owned_by(self.request.user).select_related("notebook")


class NoteCreateView(CreateView):
    model = Note
    form_class = NoteForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}


class NotebookCreateView(CreateView):
    model = Notebook
    form_class = NotebookForm
    success_url = reverse_lazy("notes:create")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Notebook(owner=self.request.user)}


# Not left to the login middleware: a program wants a 401, not a redirect to a login page.
@login_not_required
@require_safe
def api_notes(request):
    """The user's notes as JSON, newest first; `?page=` turns the pages."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "authentication required"}, status=401)
    notes = Note.objects.using(settings.READ_DATABASE).owned_by(request.user)
    notes = notes.select_related("notebook").prefetch_related("attachments")
    page = Paginator(notes, PAGE_SIZE).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "notes": [as_json(note) for note in page],
        }
    )


def as_json(note):
    return {
        "id": note.pk,
        "title": note.title,
        "body": note.body,
        "notebook": note.notebook.name,
        "url": note.get_absolute_url(),
        "created_at": note.created_at,
        "updated_at": note.updated_at,
        "attachments": [
            {"name": attachment.filename, "url": attachment.file.url} for attachment in note.attachments.all()
        ],
    }
