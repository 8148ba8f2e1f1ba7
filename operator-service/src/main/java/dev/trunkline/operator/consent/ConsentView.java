package dev.trunkline.operator.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.EnablementContactChanged;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent as the operator reads it.
 *
 * @param contact absent until it arrives, and once the consent was removed
 * @param customerRelationship absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentView(
        UUID tenantId,
        @Nullable String tenantDisplayName,
        EnablementStatus status,
        int epoch,
        List<CountryView> countries,
        @Nullable ContactView contact,
        NoticeView dataTransferNotice,
        @Nullable CustomerRelationship customerRelationship,
        Instant enabledAt,
        Instant lastModifiedOn) {

    /** One country of the consent. */
    record CountryView(String country, CountryStatus status, List<OfferedService> services) {}

    /** Which data-transfer notice was accepted, and when. */
    record NoticeView(String version, Instant acceptedAt) {}

    /** The person to talk to. Its text form shows nothing of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ContactView(
            String fullName,
            String email,
            CompanySize companySize,
            @Nullable String telephoneNumber,
            @Nullable String companyName) {

        static @Nullable ContactView of(EnablementContactChanged.@Nullable Contact contact) {
            return contact == null
                    ? null
                    : new ContactView(
                            contact.fullName(),
                            contact.email(),
                            contact.companySize(),
                            contact.telephoneNumber(),
                            contact.companyName());
        }

        @Override
        public String toString() {
            return "Contact[masked]";
        }
    }

    static ConsentView of(Consent consent) {
        return new ConsentView(
                consent.tenantId(),
                consent.tenantDisplayName(),
                consent.status(),
                consent.epoch(),
                consent.countries().stream()
                        .map(country -> new CountryView(country.country(), country.status(), country.services()))
                        .toList(),
                ContactView.of(consent.contact()),
                new NoticeView(consent.dataTransferNoticeVersion(), consent.dataTransferNoticeAcceptedAt()),
                consent.relationship(),
                consent.enabledAt(),
                consent.lastModifiedOn());
    }
}
