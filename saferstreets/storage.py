"""Hashed, compressed static files served by the application itself."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names carry a hash of the content; imports inside JavaScript modules are rewritten to match."""

    support_js_module_import_aggregation = True
