from django.contrib import admin, messages
from django.utils import timezone

from .models import Document, Report


class ReportInline(admin.StackedInline):
    model = Report
    can_delete = False

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    list_display = ["name", "owner", "uploaded_at", "status", "attempts"]
    list_filter = ["status"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__username"]
    autocomplete_fields = ["owner"]
    date_hierarchy = "uploaded_at"
    readonly_fields = ["status", "due_at", "attempts"]
    inlines = [ReportInline]
    actions = ["try_again"]

    @admin.action(description="Try again to make the reports")
    def try_again(self, request, queryset):
        failed = queryset.filter(status=Document.Status.FAILED)
        count = failed.update(status=Document.Status.WAITING, attempts=0, due_at=timezone.now())
        self.message_user(request, f"{count} put back into the queue.", messages.SUCCESS)
