package dev.trunkline.platform.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who makes the current request; a request-scoped bean gives it. */
public interface Caller {

    /** The token's subject: what histories name as the actor. */
    String subject();

    boolean isPlatformAdmin();

    /** The operator of the token; null for everybody else. */
    @Nullable
    UUID operatorId();

    /** The tenant of the token; null for everybody else. */
    @Nullable
    UUID tenantId();

    /** Names this request in events, logs and traces. */
    String correlationId();
}
