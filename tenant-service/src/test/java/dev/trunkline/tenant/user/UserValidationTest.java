package dev.trunkline.tenant.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserValidationTest {

    private static final UUID USER = new UUID(3, 3);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void readsACompleteUser() throws Exception {
        PutUserRequest request = read(
                """
                {"userPrincipalName": "ada@contoso.example", "displayName": "Ada", "accountType": "user",
                 "usageLocation": "DE", "licences": ["phoneSystem", "callingPlan", "phoneSystem"],
                 "coexistenceMode": "teamsOnly", "onPremLineUri": "tel:+4930123456;ext=6"}""");

        UserProfile profile = new UserValidation(number -> Map.of("default-number-toll-free", "Choose a toll number."))
                .check(request, USER, null);

        assertThat(profile.licences()).containsExactly("callingPlan", "phoneSystem");
        assertThat(profile.onPremLineUri()).isEqualTo("tel:+4930123456;ext=6");
    }

    @Test
    void namesEverythingThatIsMissingOrWrongAtOnce() throws Exception {
        PutUserRequest request = read(
                """
                {"userPrincipalName": "ada", "accountType": "robot", "usageLocation": "XX", "licences": ["", null, "ok"],
                 "coexistenceMode": "both", "onPremLineUri": "030", "registrarPool": " ", "lineUri": "tel:+4930",
                 "userId": "00000000-0000-0000-0000-000000000001", "defaultTelephoneNumber": "+4930123456"}""");

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> new UserValidation(
                        number -> Map.of("default-number-toll-free", "Choose a toll number."))
                .check(request, USER, null));

        assertThat(refused.errors())
                .extracting(error -> error.code() + " " + error.pointer())
                .containsExactlyInAnyOrder(
                        "invalid /userPrincipalName",
                        "required /displayName",
                        "invalid /accountType",
                        "invalid /usageLocation",
                        "invalid /licences/0",
                        "invalid /licences/1",
                        "invalid /coexistenceMode",
                        "invalid /onPremLineUri",
                        "invalid /registrarPool",
                        "default-number-toll-free /defaultTelephoneNumber",
                        "read-only /lineUri",
                        "read-only /userId");
    }

    @Test
    void showsNothingOfAUserInItsTextForm() throws Exception {
        PutUserRequest request = read(
                """
                {"userPrincipalName": "ada@contoso.example", "displayName": "Ada", "accountType": "user",
                 "usageLocation": "DE", "licences": []}""");
        UserProfile profile = new UserValidation(number -> Map.of("default-number-toll-free", "Choose a toll number."))
                .check(request, USER, null);

        assertThat(List.of(request.toString(), profile.toString())).noneMatch(text -> text.contains("Ada"));
    }

    private static PutUserRequest read(String json) throws Exception {
        return MAPPER.readValue(json, PutUserRequest.class);
    }
}
