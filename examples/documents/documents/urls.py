from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("", views.DocumentListView.as_view(), name="list"),
    path("documents/new/", views.DocumentCreateView.as_view(), name="create"),
    path("documents/<int:pk>/", views.DocumentDetailView.as_view(), name="detail"),
    path("documents/<int:pk>/delete/", views.DocumentDeleteView.as_view(), name="delete"),
]
