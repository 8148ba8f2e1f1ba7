package dev.trunkline.platform.idempotency;

/**
 * What a request with a key is remembered under.
 *
 * @param caller the token's subject
 * @param path without the query
 */
record IdempotencyKey(String caller, String method, String path, String key) {}
