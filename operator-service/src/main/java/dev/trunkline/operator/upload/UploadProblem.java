package dev.trunkline.operator.upload;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;

/** What can be wrong with an upload as a whole; what is wrong with one row is that row's result. */
enum UploadProblem implements ProblemType {
    UPLOAD_NOT_FOUND("upload-not-found", 404, "There is no such upload"),
    UPLOAD_UNREADABLE("upload-unreadable", 400, "The body cannot be read"),
    UPLOAD_INCOMPLETE("upload-incomplete", 400, "The body ended before its end"),
    UPLOAD_EMPTY("upload-empty", 422, "The upload has no rows"),
    HEADINGS_UNKNOWN("headings-unknown", 422, "The headings of the file are not understood"),
    TOO_MANY_ROWS("too-many-rows", 413, "The upload has too many rows"),
    STORAGE_FULL("storage-full", 503, "There is no room for the upload at this moment"),
    UPLOAD_RUNNING("upload-running", 409, "The upload has not ended yet"),
    NOTHING_TO_RETRY("nothing-to-retry", 409, "The upload has no rows that could be tried again"),
    RETRIED_ELSEWHERE("retried-elsewhere", 409, "Another upload of the same content has taken over"),
    STREAMS_BUSY("progress-streams-busy", 503, "Too many progress streams are open at this moment"),
    FILTER_UNKNOWN("filter-unknown", 422, "The filter has a value that does not exist"),
    BUSY("uploads-busy", 503, "Too many uploads are being received at this moment");

    private final String slug;
    private final int status;
    private final String title;

    UploadProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    static ProblemException uploadNotFound() {
        return new ProblemException(
                UPLOAD_NOT_FOUND,
                "This operator has no such upload; list an order's with GET …/orders/{orderId}/uploads.");
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
