package dev.trunkline.number.inventory;

import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Numbers for tests that need no database. */
public final class Numbers {

    public static final Moment NOW = new Moment(Instant.parse("2026-11-22T08:00:00Z"), 1_000_000);
    public static final Moment LATER = new Moment(Instant.parse("2026-11-22T09:00:00Z"), 2_000_000);

    private Numbers() {}

    /** A user number of the United States that the tenant may readdress, held by some tenant. */
    public static PhoneNumber inService() {
        return inService("US", List.of(Capability.USER_ASSIGNMENT), true);
    }

    public static PhoneNumber inService(
            String country, List<Capability> capabilities, boolean allowTenantAddressUpdate) {
        return held(
                NumberType.OPERATOR_CONNECT,
                UUID.randomUUID(),
                UUID.randomUUID(),
                country,
                capabilities,
                allowTenantAddressUpdate);
    }

    /** A number that some tenant has from the given operator; without one, as a claim. */
    public static PhoneNumber held(
            NumberType type,
            UUID tenantId,
            UUID operatorId,
            String country,
            List<Capability> capabilities,
            boolean allowTenantAddressUpdate) {
        boolean delivered = type == NumberType.OPERATOR_CONNECT;
        return PhoneNumber.delivered(
                UUID.randomUUID(),
                tenantId,
                E164Number.of("+14255550100"),
                0,
                null,
                new Provision(
                        type,
                        NumberSource.ONLINE,
                        delivered ? operatorId : null,
                        delivered ? UUID.randomUUID() : null,
                        delivered ? 1 : null,
                        country,
                        null,
                        List.of(OfferedService.CALLING.wire()),
                        Usage.CALLING_USER_ASSIGNMENT,
                        List.of(),
                        capabilities.stream().map(Capability::wire).toList(),
                        false,
                        false,
                        null,
                        NOW.at()),
                new EmergencySetting(null, allowTenantAddressUpdate, null, null),
                NOW);
    }

    public static PhoneNumber in(HoldingStage stage) {
        return in(stage, NumberType.OPERATOR_CONNECT);
    }

    /** The same for a number of any type, though no claim is ever asked to be released. */
    static PhoneNumber in(HoldingStage stage, NumberType type) {
        PhoneNumber number =
                held(type, UUID.randomUUID(), UUID.randomUUID(), "US", List.of(Capability.USER_ASSIGNMENT), true);
        switch (stage) {
            case IN_SERVICE -> {}
            case RELEASE_REQUESTED -> number.requestRelease(UUID.randomUUID(), NOW);
            case QUARANTINED -> {
                number.requestRelease(UUID.randomUUID(), NOW);
                number.confirmRelease(7, NOW);
            }
            case GONE -> {
                number.requestRelease(UUID.randomUUID(), NOW);
                number.confirmRelease(0, NOW);
            }
        }
        return number;
    }
}
