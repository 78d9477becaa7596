package nl.opstap.app

import android.app.Activity
import android.print.PrintAttributes
import android.print.PrintManager
import android.webkit.WebView
import android.webkit.WebViewClient

/** Prints a page, or keeps it as a PDF: the system's own printing offers both, and nothing is written before somebody chose. */
class PagePrinter(private val activity: Activity) {
    // The system draws from it as long as somebody looks at what will be printed.
    private var page: WebView? = null

    /** Shows the system's printing for [html], which may run nothing and fetch nothing. */
    fun print(name: String, html: String) {
        val view = WebView(activity)
        view.settings.apply {
            javaScriptEnabled = false
            blockNetworkLoads = true
            allowFileAccess = false
            allowContentAccess = false
        }
        view.webViewClient = object : WebViewClient() {
            override fun onPageFinished(drawn: WebView, url: String?) {
                val printing = activity.getSystemService(PrintManager::class.java)
                printing?.print(name, drawn.createPrintDocumentAdapter(name), PrintAttributes.Builder().build())
            }
        }
        view.loadDataWithBaseURL(null, html, "text/html", "utf-8", null)
        page = view
    }
}
