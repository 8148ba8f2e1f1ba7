package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.contracts.event.OperatorChanged.ServiceOffer;
import dev.trunkline.operator.directory.Offers;
import dev.trunkline.operator.order.OrderLine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowCheckTest {

    private static final String HEADINGS =
            "telephoneNumber;usage;additionalUsages;mobile;tollFree;city;civicAddressId;locationId;allowTenantAddressUpdate;displayedCountryCode";

    private static final Offers OFFERS = new Offers(List.of(
            offer("DE"),
            offer("US"),
            new CountryOffer(
                    "FR",
                    List.of(new ServiceOffer(
                            OfferedService.CALLING, List.of(Usage.CALLING_USER_ASSIGNMENT), List.of())))));

    private static final RowCheck CHECK = new RowCheck(
            List.of(
                    line(1, "DE", Usage.CALLING_USER_ASSIGNMENT),
                    line(2, "DE", Usage.CONFERENCE_ASSIGNMENT),
                    line(3, "US", Usage.FIRST_PARTY_APP_ASSIGNMENT),
                    line(4, "FR", Usage.FIRST_PARTY_APP_ASSIGNMENT)),
            OFFERS);

    @Test
    void takesTheUsageFromTheOrderWhereTheRowHasNone() {
        CheckedRow row = check("4930123456;;;;;;;;;");
        assertThat(row.verdict()).isEqualTo(RowStatus.PENDING);
        assertThat(row.telephoneNumber()).isEqualTo(E164Number.of("+4930123456"));
        assertThat(row.content())
                .isEqualTo(new CheckedRow.Content(
                        1,
                        "DE",
                        OfferedService.CALLING,
                        Usage.CALLING_USER_ASSIGNMENT,
                        List.of(),
                        false,
                        false,
                        null,
                        null,
                        null));
    }

    @Test
    void readsAllThatARowCanSay() {
        UUID address = UUID.randomUUID();
        UUID location = UUID.randomUUID();
        CheckedRow row =
                check("+4930123456;ConferenceAssignment;CallingUserAssignment|firstPartyAppAssignment;false;false;"
                        + "Berlin;" + address + ";" + location + ";TRUE;DE");
        assertThat(row.content())
                .isEqualTo(new CheckedRow.Content(
                        2,
                        "DE",
                        OfferedService.CONFERENCING,
                        Usage.CONFERENCE_ASSIGNMENT,
                        List.of(Usage.CALLING_USER_ASSIGNMENT, Usage.FIRST_PARTY_APP_ASSIGNMENT),
                        false,
                        false,
                        address,
                        location,
                        true));
    }

    @Test
    void countsANorthAmericanTollFreeNumberToTheCountryItIsDisplayedAs() {
        CheckedRow row = check("+18005551234;;;;;;;;;US");
        assertThat(row.content()).isNotNull();
        assertThat(row.content().tollFree()).isTrue();
        assertThat(row.content().country()).isEqualTo("US");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "' ';;;;;;;;;, invalid-number",
                "+49 30 123456;;;;;;;;;, invalid-number",
                "tel:+4930123456;;;;;;;;;, invalid-number",
                "+4930;;;;;;;;;, invalid-number",
                "+80012345678;;;;;;;;;, invalid-number",
                "+390612345678;;;;;;;;;, country-not-in-order",
                "+4930123456;firstPartyAppAssignment;;;;;;;;, not-in-order",
                "+33142685300;;;;;;;;;, usage-not-offered",
                "+4930123456;;conferenceAssignment;true;;;;;;, usage-not-offered",
                "+18005551234;;;;;;;;;, displayed-country-required",
                "+18005551234;;callingUserAssignment;;;;;;;US, toll-free-user-usage",
                "+4930123456;something;;;;;;;;, invalid-field",
                "+4930123456;;something;;;;;;;, invalid-field",
                "+4930123456;;;perhaps;;;;;;, invalid-field",
                "+4930123456;;;;true;;;;;, invalid-field",
                "+4930123456;;;;;;no-uuid;;;, invalid-field",
                "+4930123456;;;;;;;0190f000-0000-7000-8000-000000000000;;, invalid-field",
                "+4930123456;;;;;;;;sometimes;, invalid-field",
                "+4930123456;;;;;;;;;Germany, invalid-field",
                "+4930123456;conferenceAssignment;;true;;;;;;, invalid-field",
                "+4930123456, invalid-field"
            })
    void rejectsARowForItsReason(String row, String code) {
        CheckedRow checked = check(row);
        assertThat(checked.verdict()).isEqualTo(RowStatus.REJECTED);
        assertThat(checked.code()).isEqualTo(RowCode.fromString(code));
        assertThat(checked.detail()).isNotBlank();
        assertThat(checked.content()).isNull();
    }

    @Test
    void takesOnlyTheNumbersThatAnOrderNames() {
        RowCheck named = new RowCheck(
                List.of(new OrderLine(
                        1, "DE", Usage.CALLING_USER_ASSIGNMENT, 1, List.of(E164Number.of("+4930123456")), 0, 1)),
                OFFERS);
        assertThat(named.check(submitted("+4930123456;;;;;;;;;")).verdict()).isEqualTo(RowStatus.PENDING);
        assertThat(named.check(submitted("+4930123457;;;;;;;;;")).code()).isEqualTo(RowCode.NOT_IN_ORDER);
    }

    private static CheckedRow check(String row) {
        return CHECK.check(submitted(row));
    }

    private static SubmittedRow submitted(String row) {
        String csv = (HEADINGS + "\n" + row + "\n").replace(',', '.').replace(';', ',');
        return UploadFormat.CSV
                .rows(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))
                .next();
    }

    private static OrderLine line(int line, String country, Usage usage) {
        return new OrderLine(line, country, usage, 10, null, 0, 1);
    }

    private static CountryOffer offer(String country) {
        return new CountryOffer(
                country,
                List.of(
                        new ServiceOffer(
                                OfferedService.CALLING,
                                List.of(Usage.CALLING_USER_ASSIGNMENT, Usage.FIRST_PARTY_APP_ASSIGNMENT),
                                List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT)),
                        new ServiceOffer(
                                OfferedService.CONFERENCING, List.of(Usage.CONFERENCE_ASSIGNMENT), List.of())));
    }
}
