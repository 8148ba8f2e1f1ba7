package dev.trunkline.tenant.directory;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An operator as far as tenants' consents need it.
 *
 * @param offers ISO 3166-1 alpha-2 to the services offered there
 */
public record DirectoryEntry(
        UUID operatorId,
        String name,
        String supportContact,
        OperatorStatus status,
        Map<String, Set<OfferedService>> offers) {

    public DirectoryEntry {
        offers = Map.copyOf(offers);
    }

    /** Whether the country is offered at all. */
    public boolean offers(String country) {
        return offers.containsKey(country);
    }

    /** Whether the service is offered in the country. */
    public boolean offers(String country, OfferedService service) {
        return offers.getOrDefault(country, Set.of()).contains(service);
    }
}
