package nl.opstap.shared

import kotlinx.coroutines.CoroutineScope
import nl.opstap.core.CoreInterface

/**
 * What every model works with: the core, and the scope of the app on the thread that draws (`Dispatchers.Main`): models hand
 * over there, and the core does its work elsewhere. [server] is where a typed code is handed in, and
 * [label] is what this device is called there.
 */
class Desk(val core: CoreInterface, val scope: CoroutineScope, val server: String, val label: String)
