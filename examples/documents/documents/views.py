from django.contrib import messages
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView, DeleteView, DetailView, ListView

from .forms import DocumentForm
from .models import Document

PAGE_SIZE = 20


class OwnDocuments:
    def get_queryset(self):
        return Document.objects.filter(owner=self.request.user)


class DocumentListView(OwnDocuments, ListView):
    paginate_by = PAGE_SIZE


class DocumentDetailView(OwnDocuments, DetailView):
    def get_queryset(self):
        return super().get_queryset().select_related("report")


class DocumentCreateView(SuccessMessageMixin, CreateView):
    model = Document
    form_class = DocumentForm
    success_message = "Uploaded. Its report will be here in a moment."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Document(owner=self.request.user)}


class DocumentDeleteView(OwnDocuments, DeleteView):
    success_url = reverse_lazy("documents:list")

    def form_valid(self, form):
        messages.success(self.request, f"Deleted {self.object}.")
        return super().form_valid(form)
