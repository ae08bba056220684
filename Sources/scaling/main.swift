import Command

Main.main()
