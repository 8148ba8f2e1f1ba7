package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant consents to, found to be complete and offered.
 *
 * @param countries ISO 3166-1 alpha-2 to the services wanted there
 * @param acceptedNotice the version accepted with this request; null when the one accepted before still counts
 */
record Consent(Map<String, Set<OfferedService>> countries, Contact contact, @Nullable String acceptedNotice) {}
