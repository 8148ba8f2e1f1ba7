package dev.trunkline.operator.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operation and how far it is.
 *
 * @param percentage of its commands that number-service has answered
 * @param code why an operation that is not about single numbers failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
        UUID operationId,
        OperationKind kind,
        OperationStatus status,
        int percentage,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable String code,
        @Nullable String detail,
        List<ResultView> results) {

    /**
     * What became of one number.
     *
     * @param outcome absent while number-service has not answered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResultView(
            E164Number telephoneNumber,
            @Nullable CommandOutcome outcome,
            @Nullable String code,
            @Nullable String detail) {}
}
