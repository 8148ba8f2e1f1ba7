package dev.trunkline.number.delivery;

import dev.trunkline.contracts.OfferedService;
import java.util.Optional;
import java.util.Set;

/** Whether a tenant consents to further usages of a number that it has. */
@FunctionalInterface
public interface UsageConsent {

    /**
     * What speaks against them.
     *
     * @param further the offered services that the usages belong to
     */
    Optional<Refusal> refusalOf(String country, Set<OfferedService> further);
}
