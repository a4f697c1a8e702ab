"""A cache that is away costs time, not answers."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's own raises when the server does not answer, and every page of somebody who is logged in would fail.

    Only what sessions use is forgiven: whoever counts with `incr` has to know that it did not count.
    """

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version=version)

    def set(self, key, value, *args, **kwargs):
        return self._or(None, super().set, key, value, *args, **kwargs)

    def delete(self, key, version=None):
        return self._or(False, super().delete, key, version=version)

    def has_key(self, key, version=None):
        return self._or(False, super().has_key, key, version=version)

    @staticmethod
    def _or(answer, call, *args, **kwargs):
        try:
            return call(*args, **kwargs)
        except RedisError as error:
            # Without the address: it holds the token.
            log.error("The cache does not answer: %s", type(error).__name__)
            return answer
