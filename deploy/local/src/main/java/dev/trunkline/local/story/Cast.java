package dev.trunkline.local.story;

import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackAddresses;
import java.util.UUID;

/** Who plays: all of them new each time, so that the story can be told again and again. */
record Cast(
        UUID operatorId,
        String operatorName,
        UUID tenantId,
        UUID licensedUser,
        UUID unlicensedUser,
        UUID islandsUser,
        Portal platformAdmin,
        Portal operator,
        Portal tenant) {

    static final String SUPPORT_CONTACT = "support@nordlicht.example";

    static Cast assemble(StackAddresses stack) {
        UUID operatorId = Ids.next();
        UUID tenantId = Ids.next();
        return new Cast(
                operatorId,
                "Nordlicht Telecom " + operatorId.toString().substring(24),
                tenantId,
                Ids.next(),
                Ids.next(),
                Ids.next(),
                Portal.ofPlatformAdmin(stack),
                Portal.ofOperator(stack, operatorId),
                Portal.ofTenant(stack, tenantId));
    }

    /** The operator's own corner of operator-service and number-service. */
    String operatorPath(String rest) {
        return "/v1/operators/" + operatorId + rest;
    }

    /** The tenant's own corner of tenant-service and number-service. */
    String tenantPath(String rest) {
        return "/v1/tenants/" + tenantId + rest;
    }

    /** The tenant's enablement of the operator. */
    String enablementPath(String rest) {
        return tenantPath("/operators/" + operatorId + rest);
    }

    /** A number of the tenant; paths take it with its plus sign. */
    String numberPath(String telephoneNumber, String rest) {
        return tenantPath("/numbers/" + telephoneNumber + rest);
    }
}
