package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementChanged.ServiceEpoch;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.delivery.Fences.Fence;
import dev.trunkline.number.enablement.Enablement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentRulesTest {

    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID OPERATOR = UUID.randomUUID();
    private static final Set<OfferedService> CALLING = Set.of(OfferedService.CALLING);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            active,    2, 2, -
            active,    2, 1, consent-required
            active,    2, 3, consent-required
            suspended, 2, 2, consent-suspended
            removing,  2, 2, consent-required
            removed,   2, 2, consent-required
            """)
    void judgesTheWholeChunkByStatusAndEpoch(String status, int consentEpoch, int chunkEpoch, String code) {
        ConsentRules rules = new ConsentRules(consent(consentEpoch, EnablementStatus.fromString(status), 1), fences());

        Optional<Refusal> refusal = rules.refusalOf(chunk(chunkEpoch));

        assertThat(refusal.map(Refusal::code))
                .isEqualTo(Optional.ofNullable(code).map(RowCode::fromString));
    }

    @Test
    void refusesWhatLiesBehindAFenceWhateverTheProjectionSays() {
        ConsentRules rules = new ConsentRules(
                consent(2, EnablementStatus.ACTIVE, 1), fences(new Fence(2, RemovalScopeKind.OPERATOR, "", 0, "")));

        assertThat(rules.refusalOf(chunk(2))).map(Refusal::code).hasValue(RowCode.CONSENT_REQUIRED);
    }

    @Test
    void letsALaterEpochPassTheFenceOfAnEarlierOne() {
        ConsentRules rules = new ConsentRules(
                consent(3, EnablementStatus.ACTIVE, 1), fences(new Fence(2, RemovalScopeKind.OPERATOR, "", 0, "")));

        assertThat(rules.refusalOf(chunk(3))).isEmpty();
    }

    @Test
    void judgesRowsByCountryAndService() {
        ConsentRules rules = new ConsentRules(consent(1, EnablementStatus.ACTIVE, 1), fences());

        assertThat(rules.refusalOf("US", CALLING, null)).isEmpty();
        assertThat(rules.refusalOf("US", Set.of(OfferedService.CONFERENCING), null))
                .map(Refusal::code)
                .hasValue(RowCode.SERVICE_NOT_CONSENTED);
        assertThat(rules.refusalOf("AT", CALLING, null)).map(Refusal::code).hasValue(RowCode.COUNTRY_NOT_CONSENTED);
        assertThat(rules.refusalOf("CA", CALLING, null))
                .as("a country that is being removed")
                .map(Refusal::code)
                .hasValue(RowCode.COUNTRY_NOT_CONSENTED);
    }

    @Test
    void closesACountryUpToTheEpochThatWasRemoved() {
        Fence fence = new Fence(1, RemovalScopeKind.COUNTRY, "US", 1, "");

        ConsentRules removed = new ConsentRules(consent(1, EnablementStatus.ACTIVE, 1), fences(fence));
        ConsentRules addedAgain = new ConsentRules(consent(1, EnablementStatus.ACTIVE, 2), fences(fence));

        assertThat(removed.refusalOf("US", CALLING, null)).map(Refusal::code).hasValue(RowCode.COUNTRY_NOT_CONSENTED);
        assertThat(addedAgain.refusalOf("US", CALLING, null)).isEmpty();
    }

    @Test
    void closesOneServiceOfACountryAndLeavesTheOthers() {
        Fence fence = new Fence(1, RemovalScopeKind.SERVICE, "US", 1, "calling");
        ConsentRules rules = new ConsentRules(consent(1, EnablementStatus.ACTIVE, 1), fences(fence));

        assertThat(rules.refusalOf("US", CALLING, null)).map(Refusal::code).hasValue(RowCode.SERVICE_NOT_CONSENTED);
        assertThat(rules.refusalOf("US", Set.of(OfferedService.PHONE_MOBILE), null))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            calling,     1, -
            calling,     3, -
            calling,     4, country-not-consented
            phoneMobile, 2, service-not-consented
            phoneMobile, 3, -
            """)
    void judgesARowByTheEpochUnderWhichItWasOrdered(String service, int ordered, String code) {
        CountryConsent withPhoneMobileAddedAgain = new CountryConsent(
                "US",
                3,
                CountryStatus.ACTIVE,
                List.of(OfferedService.CALLING, OfferedService.PHONE_MOBILE),
                List.of(new ServiceEpoch(OfferedService.CALLING, 1), new ServiceEpoch(OfferedService.PHONE_MOBILE, 3)));
        ConsentRules rules = new ConsentRules(consent(withPhoneMobileAddedAgain), fences());

        Optional<Refusal> refusal = rules.refusalOf("US", Set.of(OfferedService.fromString(service)), ordered);

        assertThat(refusal.map(Refusal::code))
                .isEqualTo(Optional.ofNullable(code).map(RowCode::fromString));
    }

    @Test
    void takesACountryOfWhoseServicesNothingIsSaidForConsentedToAnewInItsEpoch() {
        ConsentRules rules = new ConsentRules(consent(1, EnablementStatus.ACTIVE, 2), fences());

        assertThat(rules.refusalOf("US", CALLING, 1)).map(Refusal::code).hasValue(RowCode.COUNTRY_NOT_CONSENTED);
        assertThat(rules.refusalOf("US", CALLING, 2)).isEmpty();
    }

    @Test
    void closesWhatWasOrderedBeforeAServiceWasRemovedAlsoWhenTheConsentKeepsSilentAboutIt() {
        CountryConsent unbroken = new CountryConsent(
                "US",
                2,
                CountryStatus.ACTIVE,
                List.of(OfferedService.CALLING),
                List.of(new ServiceEpoch(OfferedService.CALLING, 1)));
        ConsentRules rules =
                new ConsentRules(consent(unbroken), fences(new Fence(1, RemovalScopeKind.SERVICE, "US", 1, "calling")));

        assertThat(rules.refusalOf("US", CALLING, 1)).map(Refusal::code).hasValue(RowCode.SERVICE_NOT_CONSENTED);
        assertThat(rules.refusalOf("US", CALLING, 2)).isEmpty();
    }

    private static Enablement consent(CountryConsent country) {
        return new Enablement(TENANT, OPERATOR, 10, 1, EnablementStatus.ACTIVE, List.of(country));
    }

    private static Fences fences(Fence... fences) {
        return new Fences(List.of(fences));
    }

    private static Enablement consent(int epoch, EnablementStatus status, int countryEpoch) {
        return new Enablement(
                TENANT,
                OPERATOR,
                10,
                epoch,
                status,
                List.of(
                        new CountryConsent(
                                "US",
                                countryEpoch,
                                CountryStatus.ACTIVE,
                                List.of(OfferedService.CALLING, OfferedService.PHONE_MOBILE),
                                null),
                        new CountryConsent(
                                "CA", countryEpoch, CountryStatus.REMOVING, List.of(OfferedService.CALLING), null)));
    }

    private static UploadChunkSubmitted chunk(int epoch) {
        return new UploadChunkSubmitted(
                UUID.randomUUID(),
                1,
                1,
                false,
                null,
                OPERATOR,
                TENANT,
                UUID.randomUUID(),
                OrderType.NEW,
                epoch,
                10,
                List.of());
    }
}
