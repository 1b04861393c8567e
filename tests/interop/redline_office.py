#!/usr/bin/python3
# redline_office.py: LibreOffice Writer without a window, for the other redline_*.py here.
import os, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def start(profile):
    pipe = 'sarflow%d' % os.getpid()
    office = subprocess.Popen(['soffice', '-env:UserInstallation=file://' + os.path.abspath(profile), '--headless',
                               '--norestore', '--nologo', '--accept=pipe,name=%s;urp;' % pipe],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
    for _ in range(240):
        try:
            return office, resolver.resolve('uno:pipe,name=%s;urp;StarOffice.ComponentContext' % pipe)
        except Exception:
            time.sleep(0.25)
    sys.exit('LibreOffice does not start')


def act(context, document, command):
    manager = context.ServiceManager
    helper = manager.createInstanceWithContext('com.sun.star.frame.DispatchHelper', context)
    helper.executeDispatch(document.CurrentController.Frame, '.uno:' + command, '', 0, ())
