from django.contrib import admin

from .models import Attachment, Note, Notebook


@admin.register(Notebook)
class NotebookAdmin(admin.ModelAdmin):
    list_display = ["name", "owner", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__username"]
    autocomplete_fields = ["owner"]


class AttachmentInline(admin.TabularInline):
    model = Attachment
    extra = 0


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ["title", "notebook", "updated_at"]
    list_select_related = ["notebook"]
    search_fields = ["title", "body"]
    autocomplete_fields = ["notebook"]
    date_hierarchy = "updated_at"
    inlines = [AttachmentInline]
