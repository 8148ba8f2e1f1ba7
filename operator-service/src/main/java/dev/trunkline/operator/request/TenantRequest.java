package dev.trunkline.operator.request;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.WireValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's request about one number. */
public interface TenantRequest {

    UUID requestId();

    UUID operatorId();

    UUID tenantId();

    E164Number telephoneNumber();

    WireValue status();

    /** Whether it can still be decided. */
    boolean awaitsDecision();

    /** The decision that number-service was asked to carry out and did not refuse. */
    @Nullable
    UUID decidingOperation();
}
