package dev.trunkline.operator.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How uploads are received and handed on. */
@ConfigMapping(prefix = "trunkline.upload")
interface UploadConfig {

    /** Rows in one upload at most, headings not counted. */
    @WithDefault("1000000")
    int maxRows();

    /** Rows in one atomic upload at most: number-service applies them in one transaction. */
    @WithDefault("10000")
    int atomicRows();

    /** Streams of progress that one process serves side by side; more are answered with 503. */
    @WithDefault("200")
    int progressStreams();

    /** How long one stream of progress stays open at most; a client that wants more connects again. */
    @WithDefault("10m")
    Duration longestProgressStream();

    /**
     * Uploads that one process receives side by side; each holds two database connections while its body comes. More are answered
     * with 503.
     */
    @WithDefault("3")
    int concurrentReceptions();

    /** Rows of one upload that number-service has been handed and has not answered yet: what bounds outbox and topic. */
    @WithDefault("50000")
    int rowsUnderWay();

    /** How often rows to hand out and uploads whose process died are looked for, besides being told. */
    @WithDefault("500ms")
    Duration interval();
}
