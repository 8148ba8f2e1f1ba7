package dev.trunkline.tenant.enablement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.EnablementStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step in the history of an enablement. Of the contact it tells only that it changed.
 *
 * @param actor who did it: the subject of the token, or {@code number-service} for its decisions
 * @param statusBefore absent for the first step
 * @param countries as they were after the step
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "EnablementHistoryEntry")
record EnablementHistoryView(
        Instant at,
        EnablementAction action,
        String actor,
        int epoch,
        @Nullable EnablementStatus statusBefore,
        EnablementStatus statusAfter,
        List<EnablementView.Country> countries,
        String dataTransferNoticeVersion,
        @Nullable UUID removalId,
        RemovalView.@Nullable Scope scope) {}
