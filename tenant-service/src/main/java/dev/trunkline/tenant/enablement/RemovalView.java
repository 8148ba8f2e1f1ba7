package dev.trunkline.tenant.enablement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalScopeKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A removal and what became of it.
 *
 * @param assigned numbers in the way that are assigned; absent while pending
 * @param unassigned numbers in the way that are not assigned; absent while pending
 * @param blockingNumbers the first 100 of them; absent unless refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Removal")
record RemovalView(
        UUID removalId,
        Scope scope,
        RemovalState status,
        Instant requestedAt,
        @Nullable Instant decidedAt,
        @Nullable Long assigned,
        @Nullable Long unassigned,
        @Schema(implementation = String[].class) @Nullable List<E164Number> blockingNumbers) {

    /**
     * How much is withdrawn.
     *
     * @param country ISO 3166-1 alpha-2; absent for the whole operator
     * @param service present for one service of a country only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RemovalScope")
    record Scope(RemovalScopeKind kind, @Nullable String country, @Nullable OfferedService service) {}

    static RemovalView of(Removal removal) {
        Removal.Answer answer = removal.answer();
        return new RemovalView(
                removal.removalId(),
                new Scope(
                        removal.scope().kind(),
                        removal.scope().country(),
                        removal.scope().service()),
                removal.state(),
                removal.requestedAt(),
                answer == null ? null : answer.decidedAt(),
                answer == null ? null : answer.assigned(),
                answer == null ? null : answer.unassigned(),
                answer == null || removal.state() != RemovalState.REFUSED ? null : answer.blockingNumbers());
    }
}
