package dev.trunkline.platform.problem;

/** Problems that any resource can have. */
public enum PlatformProblem implements ProblemType {
    BAD_REQUEST("bad-request", 400, "The request cannot be understood"),
    MALFORMED_JSON("malformed-json", 400, "The body is not JSON"),
    UNKNOWN_FIELD("unknown-field", 400, "The body has a field that this resource does not know"),
    WRONG_TYPE("wrong-type", 400, "A value in the body has the wrong type"),
    UNAUTHENTICATED("unauthenticated", 401, "The request needs a valid token"),
    FORBIDDEN("forbidden", 403, "The token does not allow this"),
    NOT_FOUND("not-found", 404, "There is no such resource"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not know this method"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The resource has no representation that the request accepts"),
    REQUEST_TIMEOUT("request-timeout", 408, "The body did not come in time"),
    CONFLICT("conflict", 409, "The request collides with the present state"),
    IDEMPOTENCY_IN_PROGRESS("idempotency-in-progress", 409, "The first request with this key is still under way"),
    PRECONDITION_FAILED("precondition-failed", 412, "The resource has changed since it was read"),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "The body is too large"),
    URI_TOO_LONG("uri-too-long", 414, "The path and the query are too long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The resource does not read this kind of body"),
    VALIDATION_FAILED("validation-failed", 422, "The request is understood but not valid"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The key belongs to another request"),
    PRECONDITION_REQUIRED("precondition-required", 428, "The change must name the revision that it is based on"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "The caller asks for too much at once"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong on our side"),
    UNAVAILABLE("unavailable", 503, "The service cannot answer at the moment");

    private final String slug;
    private final int status;
    private final String title;

    PlatformProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
