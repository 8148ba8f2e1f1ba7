package dev.trunkline.operator.order;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.Usage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as the operator's portal places it. */
record PlaceOrderRequest(
        @NotNull UUID tenantId,
        @NotNull OrderType type,
        @NotEmpty @Size(max = 500) List<@Valid @NotNull Line> lines,
        @Nullable @Size(min = 1, max = 200) String customerReference,
        @Nullable LocalDate requestedDate,
        @Nullable LocalDate portingDate) {

    /** Either how many, or which. */
    record Line(
            @NotNull String country,
            @NotNull Usage usage,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @Nullable @Size(min = 1, max = 10_000) List<@NotNull E164Number> telephoneNumbers) {}
}
