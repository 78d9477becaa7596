package nl.opstap.shared

import nl.opstap.core.CaseFilter
import nl.opstap.core.CaseloadPage
import nl.opstap.core.Topic

/** How many cases come at a time. */
private const val PAGE = 50u

/** A helper's list. */
class CaseloadModel(private val desk: Desk) : ScreenModel<CaseloadPage>(desk, Topic.CASELOAD) {
    private var filter = CaseFilter(null, false)
    private var wanted = PAGE

    override suspend fun read() = desk.core.caseload().page(filter, null, wanted)

    /** Shows those that fit. */
    fun show(those: CaseFilter) {
        filter = those
        wanted = PAGE
        retry()
    }

    /** Shows more of them. */
    fun more() {
        wanted += PAGE
        retry()
    }
}
