package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UploadPlacesTest {

    @Test
    void leavesAPlaceToOthersWhenOneOperatorUploadsAsMuchAtOnceAsItMay() throws IOException {
        // Given
        Properties ours = new Properties();
        try (InputStream file =
                Objects.requireNonNull(UploadConfig.class.getResourceAsStream("/application.properties"))) {
            ours.load(file);
        }
        UploadConfig defaults = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(UploadConfig.class)
                .build()
                .getConfigMapping(UploadConfig.class);

        // Then
        assertThat(Integer.parseInt(ours.getProperty("trunkline.limit.uploads")))
                .isLessThan(defaults.concurrentReceptions());
    }
}
