package dev.trunkline.tenant.enablement;

import static dev.trunkline.contracts.OfferedService.CALLING;
import static dev.trunkline.contracts.OfferedService.CONFERENCING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.ContactRequest;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.CountryRequest;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.NoticeRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentValidationTest {

    private static final String NOTICE = "2026-01";
    private static final UUID OPERATOR = new UUID(2, 2);
    private static final DirectoryEntry ENTRY = entry(OperatorStatus.LISTED);
    private static final CountryRequest GERMANY = new CountryRequest("DE", List.of("calling"), null, null);
    private static final ContactRequest CONTACT =
            new ContactRequest("Ada Admin", "ada@contoso.example", "L50_U249", null, null);
    private static final NoticeRequest ACCEPTED = new NoticeRequest(NOTICE, true, null, null);

    @Test
    void readsACompleteConsent() {
        Consent consent = validation(ENTRY, null).check(request(List.of(GERMANY), CONTACT, ACCEPTED));

        assertThat(consent.countries()).isEqualTo(Map.of("DE", Set.of(CALLING)));
        assertThat(consent.acceptedNotice()).isEqualTo(NOTICE);
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        ProblemException refused = refusal(validation(ENTRY, null), request(null, null, null));

        assertThat(refused.errors())
                .extracting("pointer")
                .containsExactlyInAnyOrder(
                        "/countries",
                        "/contact/fullName",
                        "/contact/email",
                        "/contact/companySize",
                        "/dataTransferNotice/version",
                        "/dataTransferNotice/accepted");
        assertThat(refused.type().status()).isEqualTo(422);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        ProblemException refused = refusal(
                validation(ENTRY, null),
                request(
                        List.of(
                                new CountryRequest("FR", List.of("calling"), null, null),
                                new CountryRequest("DE", List.of("calling", "conferencing", "telepathy"), null, null),
                                new CountryRequest("DE", List.of(), null, null)),
                        new ContactRequest(" ", "nowhere", "huge", "call me", "x".repeat(201)),
                        new NoticeRequest("2025-01", true, null, null)));

        assertThat(refused.errors())
                .extracting(error -> error.code() + " " + error.pointer())
                .containsExactlyInAnyOrder(
                        "country-not-offered /countries/0/country",
                        "service-not-offered /countries/1/services/1",
                        "invalid /countries/1/services/2",
                        "required /countries/2/services",
                        "duplicate /countries/2/country",
                        "required /contact/fullName",
                        "invalid /contact/email",
                        "invalid /contact/companySize",
                        "invalid /contact/telephoneNumber",
                        "invalid /contact/companyName",
                        "data-transfer-notice-outdated /dataTransferNotice/version");
    }

    @Test
    void saysThatAnUnknownOperatorMayBeKnownInSeconds() {
        ProblemException refused = refusal(validation(null, null), request(List.of(GERMANY), CONTACT, ACCEPTED));

        assertThat(refused.type().slug()).isEqualTo("operator-unknown");
        assertThat(refused.getMessage()).contains("known here in seconds");
    }

    @Test
    void letsNobodyEnableARetiredOperatorButItsTenantsGoOn() {
        DirectoryEntry retired = entry(OperatorStatus.RETIRED);
        Enablement present = enabled();
        EnableOperatorRequest request = request(List.of(GERMANY), CONTACT, ACCEPTED);

        assertThat(refusal(validation(retired, null), request).type().slug()).isEqualTo("operator-retired");
        assertThat(validation(retired, present).check(request).countries()).containsKey("DE");
    }

    @Test
    void letsACountryStayThatIsNoLongerOffered() {
        DirectoryEntry withoutGermany =
                new DirectoryEntry(OPERATOR, "Telco", "help@telco.example", OperatorStatus.LISTED, Map.of());

        Consent consent = validation(withoutGermany, enabled())
                .check(request(List.of(GERMANY), CONTACT, new NoticeRequest(NOTICE, null, null, null)));

        assertThat(consent.countries()).containsKey("DE");
        assertThat(consent.acceptedNotice()).isNull();
    }

    @Test
    void asksForANewerNoticeBeforeCountriesAreAddedAndNotOtherwise() {
        ConsentValidation newer = new ConsentValidation(ENTRY, enabled(), "2026-07");
        NoticeRequest asBefore = new NoticeRequest(NOTICE, null, null, null);
        CountryRequest more = new CountryRequest("SE", List.of("calling"), null, null);

        assertThat(newer.check(request(List.of(GERMANY), CONTACT, asBefore)).acceptedNotice())
                .isNull();
        ProblemException refused = refusal(
                new ConsentValidation(ENTRY, enabled(), "2026-07"), request(List.of(GERMANY, more), CONTACT, asBefore));
        assertThat(refused.errors())
                .extracting(error -> error.code())
                .contains("data-transfer-notice-outdated", "data-transfer-notice-not-accepted");
        Consent accepted = new ConsentValidation(ENTRY, enabled(), "2026-07")
                .check(request(List.of(GERMANY, more), CONTACT, new NoticeRequest("2026-07", true, null, null)));
        assertThat(accepted.acceptedNotice()).isEqualTo("2026-07");
    }

    @Test
    void takesReadOnlyMembersOnlyAsTheyWereRead() {
        Enablement present = enabled();
        EnableOperatorRequest asRead = withReadOnly("active", 1);
        EnableOperatorRequest changed = withReadOnly("suspended", 7);

        assertThat(validation(ENTRY, present).check(asRead)).isNotNull();
        assertThat(refusal(validation(ENTRY, present), changed).errors())
                .extracting(error -> error.code() + " " + error.pointer())
                .containsExactly("read-only /status", "read-only /epoch");
    }

    private static EnableOperatorRequest withReadOnly(String status, int epoch) {
        return new EnableOperatorRequest(
                List.of(GERMANY), CONTACT, ACCEPTED, OPERATOR, "Telco", null, status, epoch, null, null, null, null);
    }

    private static ConsentValidation validation(@Nullable DirectoryEntry operator, @Nullable Enablement present) {
        return new ConsentValidation(operator, present, NOTICE);
    }

    private static ProblemException refusal(ConsentValidation validation, EnableOperatorRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> validation.check(request));
    }

    private static EnableOperatorRequest request(
            @Nullable List<CountryRequest> countries,
            @Nullable ContactRequest contact,
            @Nullable NoticeRequest notice) {
        return new EnableOperatorRequest(
                countries, contact, notice, null, null, null, null, null, null, null, null, null);
    }

    private static DirectoryEntry entry(OperatorStatus status) {
        return new DirectoryEntry(
                OPERATOR,
                "Telco",
                "help@telco.example",
                status,
                Map.of("DE", Set.of(CALLING), "SE", Set.of(CALLING, CONFERENCING)));
    }

    private static Enablement enabled() {
        Consent consent = validation(ENTRY, null).check(request(List.of(GERMANY), CONTACT, ACCEPTED));
        return Enablement.first(
                new EnablementKey(new UUID(1, 1), OPERATOR), consent, new Moment(Instant.EPOCH, 1, "tester"));
    }
}
