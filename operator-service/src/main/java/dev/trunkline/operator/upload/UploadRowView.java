package dev.trunkline.operator.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row and what became of it.
 *
 * @param line from 1, the heading not counted
 * @param telephoneNumber with its plus sign; as it was written when it is no number
 * @param labels what the public portal's file said besides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadRowView(
        int line,
        String telephoneNumber,
        RowStatus status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable Map<String, String> labels) {}
