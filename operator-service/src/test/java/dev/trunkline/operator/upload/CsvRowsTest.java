package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

    private static final String PORTAL = "serviceDetails_teamsOperatorConnect_";
    private static final String MOBILE = "serviceDetails_teamsPhoneMobile_";

    @Test
    void readsOurOwnFieldNamesInAnyOrder() {
        SubmittedRow row = read("city,telephoneNumber,usage\nBerlin, +4930123456 ,callingUserAssignment\n")
                .get(0);
        assertThat(row.line()).isEqualTo(1);
        assertThat(row.telephoneNumber()).isEqualTo("+4930123456");
        assertThat(row.usage()).isEqualTo("callingUserAssignment");
        assertThat(row.city()).isEqualTo("Berlin");
        assertThat(row.enabled()).isTrue();
    }

    @Test
    void readsTheOneColumnFileWithAByteOrderMarkAndWindowsLineEnds() {
        List<SubmittedRow> rows = read("\uFEFFNumbers\r\n+4930123456\r\n4930123457\r\n");
        assertThat(rows).extracting(SubmittedRow::telephoneNumber).containsExactly("+4930123456", "4930123457");
    }

    @Test
    void readsThePublicPortalsHeadings() {
        SubmittedRow row = read(String.join(
                                ",",
                                "telephoneNumber",
                                "accountName",
                                PORTAL + "enabled",
                                PORTAL + "assignmentStatus",
                                PORTAL + "configuration_usage",
                                PORTAL + "configuration_choosableCapabilities",
                                PORTAL + "configuration_additionalUsages",
                                PORTAL + "configuration_civicAddressId",
                                PORTAL + "configuration_locationId",
                                PORTAL + "configuration_allowTenantAddressUpdate",
                                PORTAL + "configuration_displayedCountryCode",
                                "configuration_customSipHeader")
                        + "\n+4930123456,Main,true,Unassigned,CallingUserAssignment,,\"FirstPartyAppAssignment\",c,l,true,DE,X-Foo\n")
                .get(0);
        assertThat(row.usage()).isEqualTo("CallingUserAssignment");
        assertThat(row.additionalUsages()).isEqualTo("FirstPartyAppAssignment");
        assertThat(row.civicAddressId()).isEqualTo("c");
        assertThat(row.locationId()).isEqualTo("l");
        assertThat(row.allowTenantAddressUpdate()).isEqualTo("true");
        assertThat(row.displayedCountryCode()).isEqualTo("DE");
        assertThat(row.mobile()).isNull();
        assertThat(row.labels())
                .containsOnly(
                        entry("accountName", "Main"),
                        entry("assignmentStatus", "Unassigned"),
                        entry("customSipHeader", "X-Foo"));
    }

    @Test
    void takesTheProductThatARowIsEnabledFor() {
        String headings = "telephoneNumber," + PORTAL + "enabled," + PORTAL + "configuration_usage," + MOBILE
                + "enabled," + MOBILE + "configuration_usage\n";
        List<SubmittedRow> rows = read(headings
                + "+491,true,conferenceAssignment,false,callingUserAssignment\n"
                + "+492,false,conferenceAssignment,true,callingUserAssignment\n"
                + "+493,false,conferenceAssignment,false,callingUserAssignment\n");
        assertThat(rows)
                .extracting(SubmittedRow::enabled, SubmittedRow::mobile, SubmittedRow::usage)
                .startsWith(tuple(true, null, "conferenceAssignment"), tuple(true, "true", "callingUserAssignment"));
        assertThat(rows.get(2).enabled()).isFalse();
    }

    @Test
    void namesEveryHeadingThatItDoesNotUnderstand() {
        ProblemException problem = refused("phone,usage,usage\n+4930,,\n");
        assertThat(problem.type()).isEqualTo(UploadProblem.HEADINGS_UNKNOWN);
        assertThat(problem.errors())
                .extracting(ProblemError::code)
                .containsExactly("heading-unknown", "heading-repeated", "heading-missing");
    }

    @Test
    void notesARowOfAnotherWidth() {
        List<SubmittedRow> rows = read("telephoneNumber,city\n+491\n+492,Berlin,more\n+493,Berlin\n");
        assertThat(rows.get(0).fault()).isNotNull();
        assertThat(rows.get(1).fault()).isNotNull();
        assertThat(rows.get(2).fault()).isNull();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin = "telephoneNumber,city\n+4930123456,K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1);
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> all(latin));
        assertThat(problem.type()).isEqualTo(UploadProblem.UPLOAD_UNREADABLE);
    }

    @Test
    void refusesARecordWithoutEnd() {
        ProblemException problem = refused("telephoneNumber\n\"" + "1".repeat(200_000) + "\n");
        assertThat(problem.type()).isEqualTo(UploadProblem.UPLOAD_UNREADABLE);
    }

    @Test
    void separatesBySemicolonsWhereTheHeadingShowsThem() {
        List<SubmittedRow> rows =
                read("\uFEFF\"telephoneNumber\";city;additionalUsages\r\n+4930123456;\"Köln; Mitte\";a,b\r\n");
        assertThat(rows.get(0).telephoneNumber()).isEqualTo("+4930123456");
        assertThat(rows.get(0).city()).isEqualTo("Köln; Mitte");
        assertThat(rows.get(0).additionalUsages()).isEqualTo("a,b");
    }

    @Test
    void readsItsOwnResultsAgain() {
        SubmittedRow row =
                read("telephoneNumber,city,enabled,line,status,code,detail\n+4930123456,'=Berlin,false,7,rejected,invalid-number,'-x\n")
                        .get(0);
        assertThat(row.city()).isEqualTo("=Berlin");
        assertThat(row.enabled()).isFalse();
        assertThat(row.line()).isEqualTo(1);
    }

    private static ProblemException refused(String csv) {
        return catchThrowableOfType(ProblemException.class, () -> read(csv));
    }

    private static List<SubmittedRow> read(String csv) {
        return all(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static List<SubmittedRow> all(byte[] csv) {
        List<SubmittedRow> rows = new ArrayList<>();
        UploadFormat.CSV.rows(new ByteArrayInputStream(csv)).forEachRemaining(rows::add);
        return rows;
    }
}
