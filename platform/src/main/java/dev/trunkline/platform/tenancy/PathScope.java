package dev.trunkline.platform.tenancy;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the scope filter found the request to be allowed to see. */
@RequestScoped
class PathScope {

    private @Nullable UUID tenantId;
    private @Nullable UUID operatorId;
    private @Nullable String caller;

    void allow(String callerName, @Nullable UUID tenant, @Nullable UUID operator) {
        caller = callerName;
        tenantId = tenant;
        operatorId = operator;
    }

    @Nullable
    UUID tenantId() {
        return tenantId;
    }

    @Nullable
    UUID operatorId() {
        return operatorId;
    }

    @Nullable
    String caller() {
        return caller;
    }
}
