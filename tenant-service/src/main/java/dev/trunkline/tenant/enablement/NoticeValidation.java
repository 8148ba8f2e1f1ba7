package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.NoticeRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the tenant's word on the data-transfer notice; what it finds it adds to the errors of the request. */
final class NoticeValidation {

    private static final String AT = "/dataTransferNotice";
    private static final String OUTDATED = EnablementProblem.DATA_TRANSFER_NOTICE_OUTDATED.slug();

    private final List<ProblemError> errors;
    private final String current;

    /**
     * Prepares the checks.
     *
     * @param errors where to add what is found
     * @param current the version that has to be accepted now
     */
    NoticeValidation(List<ProblemError> errors, String current) {
        this.errors = errors;
        this.current = current;
    }

    /**
     * The version that the request accepts; null when the one accepted before still counts, or nothing does and the errors say so.
     *
     * @param before what was accepted last; null when nothing counts any more
     * @param adds whether countries or services are to be added, which only a tenant may that accepted the current version
     */
    @Nullable
    String check(@Nullable NoticeRequest notice, @Nullable Notice before, boolean adds) {
        boolean accepted = notice != null && Boolean.TRUE.equals(notice.accepted());
        boolean declined = notice != null && Boolean.FALSE.equals(notice.accepted());
        String version = notice == null ? null : notice.version();
        if (accepted && current.equals(version)) {
            return before != null && before.version().equals(current) ? null : current;
        }
        boolean stillCounts = before != null && (!adds || before.version().equals(current));
        if (before != null && stillCounts && !declined && (version == null || version.equals(before.version()))) {
            return null;
        }
        refuse(version, accepted, before);
        return null;
    }

    private void refuse(@Nullable String version, boolean accepted, @Nullable Notice before) {
        if (version == null && before == null) {
            add("required", "/version", "The current version is " + current + ".");
        } else if (!current.equals(version)) {
            add(
                    OUTDATED,
                    "/version",
                    "Version " + current
                            + " of the notice has to be accepted before the operator is enabled, or countries"
                            + " or services are added.");
        }
        if (!accepted) {
            add(
                    "data-transfer-notice-not-accepted",
                    "/accepted",
                    "Without consent to the transfer of data the operator gets none: accept version " + current
                            + " with true.");
        }
    }

    /** Whether nothing stands against a request but that a newer version has to be accepted with it. */
    static boolean isOutdatedAlone(List<ProblemError> errors) {
        return errors.stream().anyMatch(error -> error.code().equals(OUTDATED))
                && errors.stream()
                        .allMatch(error ->
                                error.pointer() != null && error.pointer().startsWith(AT));
    }

    private void add(String code, String member, String detail) {
        errors.add(new ProblemError(code, detail, AT + member));
    }
}
