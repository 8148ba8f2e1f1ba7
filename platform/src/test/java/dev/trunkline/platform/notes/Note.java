package dev.trunkline.platform.notes;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Usage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
class Note {

    @Id
    @Column(name = "note_id")
    UUID noteId;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column
    String title;

    @Column
    @Nullable
    E164Number number;

    @Column
    @Nullable
    Usage usage;

    @Version
    long revision;

    protected Note() {}

    Note(UUID noteId, UUID tenantId, NoteRequest request) {
        this.noteId = noteId;
        this.tenantId = tenantId;
        change(request);
    }

    void change(NoteRequest request) {
        title = request.title();
        number = request.number();
        usage = request.usage();
    }

    NoteRequest asRequest() {
        return new NoteRequest(title, number, usage, null, null, null);
    }

    NoteView view() {
        return new NoteView(noteId, title, number, usage, revision);
    }
}
