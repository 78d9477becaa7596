package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.LocalDate
import nl.opstap.core.PreferenceEdit
import nl.opstap.core.PreferenceSummary
import nl.opstap.core.ProfileSummary
import nl.opstap.core.SharedPart
import nl.opstap.core.SharingSummary
import nl.opstap.core.Topic

/** What is known of the household. */
class ProfileModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<ProfileSummary>(desk, Topic.PROFILE) {
    override suspend fun read() = desk.core.profile().summary(case)

    /** Tells something, as typed. */
    fun tell(field: String, typed: String, onDone: () -> Unit) = act(onDone) { desk.core.profile().tell(field, typed, case) }
}

/** Who looks along. */
class SharingModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<SharingSummary>(desk, Topic.CIRCLE) {
    override suspend fun read() = desk.core.circle().summary(case)

    /** Shares parts until a day; no parts: stops. */
    fun share(helper: String, parts: List<SharedPart>, until: LocalDate?, onDone: () -> Unit) =
        act(onDone) { desk.core.circle().share(helper, parts, until, case) }
}

/** Taking everything along. */
class TakeModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<Unit>(desk, Topic.SESSION) {
    override suspend fun read() = Unit

    /** Writes the page, and hands it over. */
    fun make(onMade: (String) -> Unit) {
        var page = ""
        act({ onMade(page) }) { page = desk.core.session().report(case) }
    }
}

/** How the client wants it. */
class PreferencesModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<PreferenceSummary>(desk, Topic.PREFERENCES) {
    override suspend fun read() = desk.core.session().preferences(case)

    /** Sets one thing. */
    fun set(edit: PreferenceEdit) = act { desk.core.session().setPreference(edit, case) }
}
