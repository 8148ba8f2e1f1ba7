package dev.trunkline.number.inventory;

import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a number came into the tenant: fixed for the holding, but for which of its usages counts at present, and
 * for what its operator says of it.
 *
 * @param enablementEpoch epoch of the consent under which it was delivered
 * @param country ISO 3166-1 alpha-2
 * @param services wire values of the offered services that its usages belong to
 * @param additionalUsages wire values
 * @param capabilities wire values
 */
@Embeddable
public record Provision(
        @Column(name = "number_type", updatable = false) NumberType numberType,
        @Column(name = "number_source", updatable = false) NumberSource numberSource,
        @Column(name = "operator_id", updatable = false) @Nullable UUID operatorId,
        @Column(name = "order_id", updatable = false) @Nullable UUID orderId,
        @Column(name = "enablement_epoch", updatable = false) @Nullable Integer enablementEpoch,
        @Column(name = "country", updatable = false) String country,
        @Column(name = "city") @Nullable String city,
        @Column(name = "services") List<String> services,
        @Column(name = "usage") Usage usage,
        @Column(name = "additional_usages") List<String> additionalUsages,
        @Column(name = "capabilities") List<String> capabilities,
        @Column(name = "mobile", updatable = false) boolean mobile,
        @Column(name = "toll_free", updatable = false) boolean tollFree,
        @Column(name = "displayed_country_code") @Nullable String displayedCountryCode,
        @Column(name = "acquired_at", updatable = false) Instant acquiredAt) {

    /** With one of the additional usages in place of the present one, which becomes an additional one. */
    Provision usedFor(Usage next) {
        List<String> others = Stream.concat(
                        additionalUsages.stream().filter(other -> !other.equals(next.wire())), Stream.of(usage.wire()))
                .toList();
        return new Provision(
                numberType,
                numberSource,
                operatorId,
                orderId,
                enablementEpoch,
                country,
                city,
                services,
                next,
                others,
                capabilities,
                mobile,
                tollFree,
                displayedCountryCode,
                acquiredAt);
    }

    /** Described anew by its operator; its usage stays. */
    public Provision describedAs(
            @Nullable String otherCity, @Nullable String otherDisplayedCountryCode, Collection<Usage> others) {
        Set<Usage> usages = EnumSet.of(usage);
        usages.addAll(others);
        return new Provision(
                numberType,
                numberSource,
                operatorId,
                orderId,
                enablementEpoch,
                country,
                otherCity,
                servicesOf(usages, mobile).stream()
                        .map(OfferedService::wire)
                        .sorted()
                        .toList(),
                usage,
                usages.stream().filter(other -> other != usage).map(Usage::wire).toList(),
                capabilitiesOf(usages, mobile),
                mobile,
                tollFree,
                otherDisplayedCountryCode,
                acquiredAt);
    }

    /** The offered services that a number with these usages belongs to. */
    public static Set<OfferedService> servicesOf(Collection<Usage> usages, boolean mobile) {
        Set<OfferedService> services = EnumSet.noneOf(OfferedService.class);
        for (Usage usage : usages) {
            services.add(
                    switch (usage) {
                        case CALLING_USER_ASSIGNMENT -> mobile ? OfferedService.PHONE_MOBILE : OfferedService.CALLING;
                        case FIRST_PARTY_APP_ASSIGNMENT -> OfferedService.CALLING;
                        case CONFERENCE_ASSIGNMENT -> OfferedService.CONFERENCING;
                    });
        }
        return services;
    }

    /** To what kinds of target a number with these usages can be assigned; wire values. */
    public static List<String> capabilitiesOf(Collection<Usage> usages, boolean mobile) {
        Set<Capability> capabilities = new TreeSet<>();
        for (Usage usage : usages) {
            switch (usage) {
                case CALLING_USER_ASSIGNMENT -> {
                    capabilities.add(Capability.USER_ASSIGNMENT);
                    if (mobile) {
                        capabilities.add(Capability.TEAMS_PHONE_MOBILE);
                    }
                }
                case FIRST_PARTY_APP_ASSIGNMENT -> capabilities.add(Capability.VOICE_APPLICATION_ASSIGNMENT);
                case CONFERENCE_ASSIGNMENT -> capabilities.add(Capability.CONFERENCE_ASSIGNMENT);
            }
        }
        return capabilities.stream().map(Capability::wire).toList();
    }
}
